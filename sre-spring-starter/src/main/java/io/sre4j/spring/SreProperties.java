package io.sre4j.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * What an application promises, as it is configured. An unknown key stops the start.
 *
 * @param enabled Whether the application has an engine at all.
 * @param tick How often counts become burn rates and alerts.
 * @param slos The service level objectives by name. Without any, and without beans of type Slo, a
 *     web application promises http-availability (99.9% over 30d) and http-latency (99% within
 *     500ms over 30d).
 * @param store Where counts are kept across restarts, if they are.
 * @param coverage How much of what is served has to be traced.
 * @param traces Which traces are there besides the sampled ones.
 */
@ConfigurationProperties(prefix = "sre", ignoreUnknownFields = false)
public record SreProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1s") Duration tick,
    @DefaultValue Map<String, SloProperties> slos,
    @DefaultValue StoreProperties store,
    @DefaultValue CoverageProperties coverage,
    @DefaultValue TracesProperties traces) {

  /** Copies the map. */
  public SreProperties {
    slos = Collections.unmodifiableMap(new LinkedHashMap<>(slos));
  }

  /**
   * Where counts are kept across restarts.
   *
   * @param directory The directory of snapshots, on a disk that outlives the process. Without it
   *     every start begins anew.
   * @param loss How much may be lost at most when the process is killed.
   */
  public record StoreProperties(@Nullable Path directory, @DefaultValue("10s") Duration loss) {}

  /**
   * How much of what is served has to be traced, and what is meant to be as it is.
   *
   * @param enabled Whether coverage is measured. Unless set it is where there is a tracer whose
   *     spans are exported.
   * @param target The share of the served requests that should belong to a trace: 99% or 0.99.
   * @param asSlo Whether the target is an SLO as well, tracing-coverage, with burn rates and
   *     alerts.
   * @param warmUp For how long after the first request nothing is judged, up to 1h.
   * @param leaveOut Routes that are not judged, each as an optional method and a pattern:
   *     /internal/**. Health checks, the actuator, error pages and static files never are.
   * @param internalRoutes Routes that only other services call, each as an optional method and a
   *     pattern: a trace that begins there has lost its beginning.
   * @param allowed What rules may find, by the rule's id: patterns of routes or other subjects.
   * @param baseline A file of accepted findings. With it, SpringApplication.exit gives the exit
   *     code 3 if anything else was found, or nothing was judged.
   * @param findingsFile Where the findings are left when the application ends, in the form of a
   *     baseline.
   */
  public record CoverageProperties(
      @Nullable Boolean enabled,
      @DefaultValue("99%") String target,
      @DefaultValue("false") boolean asSlo,
      @DefaultValue("1m") Duration warmUp,
      @DefaultValue List<String> leaveOut,
      @DefaultValue List<String> internalRoutes,
      @DefaultValue Map<String, List<String>> allowed,
      @Nullable Path baseline,
      @Nullable Path findingsFile) {

    /** Copies the collections. */
    public CoverageProperties {
      leaveOut = List.copyOf(leaveOut);
      internalRoutes = List.copyOf(internalRoutes);
      allowed = Map.copyOf(allowed);
    }
  }

  /**
   * Which traces are there besides the sampled ones.
   *
   * @param keep Whether traces of bad requests are kept, whatever sampling decided.
   */
  public record TracesProperties(@DefaultValue KeepProperties keep) {}

  /**
   * Traces of bad requests that sampling left out; needs sre4j-otel, Spring Boot's tracing with
   * OpenTelemetry, and coverage.
   *
   * @param enabled Whether they are kept. Every request then costs the full price of its spans.
   * @param maxBytes The memory that the spans of requests under way may take together, from 1MB on.
   * @param maxAge How long the spans of a request are held at most, from 1s to 1h.
   * @param tracesPerSecond How many traces may be kept in a second, from 1 to 10000.
   */
  public record KeepProperties(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("16MB") DataSize maxBytes,
      @DefaultValue("1m") Duration maxAge,
      @DefaultValue("50") int tracesPerSecond) {}

  /**
   * One service level objective.
   *
   * @param sli The SLI it is about: http (every request), the name for the requests to its routes,
   *     an operation such as client.inventory or task.cleanup.run, or one defined elsewhere.
   *     Without routes http is assumed, with routes the SLO's own name.
   * @param routes The requests that count, each as an optional method and a path pattern, matched
   *     against route templates: POST /checkout, /orders/**.
   * @param exclude The requests that do not count, written as routes are.
   * @param badWhen What is bad besides failures and statuses from 500 on: a status such as 429 or
   *     4xx, the class of an exception or of one it extends, or a duration such as &gt; 2s.
   * @param excludedWhen What does not count: a status, the class of an exception or of one it
   *     extends. Clients that leave before the response never count, unless client-abort is bad.
   * @param target The share of good events that is promised, as an exact decimal: 99.95% or 0.9995.
   * @param latency The longest good duration, such as 300ms. Without it, requests only have to
   *     succeed.
   * @param window The period of the budget: a duration such as 30d, or day, week, month, quarter or
   *     year with a time zone, such as month Europe/Berlin.
   * @param budgeting What one unit of the budget is: occurrences, timeslices or ratio-timeslices.
   * @param slice The length of a time slice, from 10s to 1h. 1m unless set.
   * @param sliceTarget The share of good events from which on a time slice is good.
   * @param alerting The published alert policy: google, sloth, pyrra, datadog or none. google
   *     unless set.
   * @param rules An alert policy of your own, in place of a published one.
   * @param rulesName What to call the rules, shown with every alert. custom unless set.
   * @param owner Who answers for it.
   * @param runbook The address of what to do when it burns.
   * @param description What it is for.
   * @param labels Labels of your choice.
   */
  public record SloProperties(
      @Nullable String sli,
      @DefaultValue List<String> routes,
      @DefaultValue List<String> exclude,
      @DefaultValue List<String> badWhen,
      @DefaultValue List<String> excludedWhen,
      @Nullable String target,
      @Nullable String latency,
      @DefaultValue("30d") String window,
      @DefaultValue("occurrences") String budgeting,
      @Nullable String slice,
      @Nullable String sliceTarget,
      @Nullable String alerting,
      @DefaultValue List<RuleProperties> rules,
      @DefaultValue("custom") String rulesName,
      @Nullable String owner,
      @Nullable String runbook,
      @Nullable String description,
      @DefaultValue Map<String, String> labels) {

    /** Copies the collections. */
    public SloProperties {
      routes = List.copyOf(routes);
      exclude = List.copyOf(exclude);
      badWhen = List.copyOf(badWhen);
      excludedWhen = List.copyOf(excludedWhen);
      rules = List.copyOf(rules);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * One pair of windows that must both burn.
   *
   * @param severity Who is told: page or ticket.
   * @param longWindow The window in which much of the budget must have gone, such as 1h.
   * @param shortWindow The window in which it must still be going, such as 5m.
   * @param factor The burn rate that is too much, such as 14.4.
   * @param holdFor How long both must burn without a break before the alert fires.
   */
  public record RuleProperties(
      @DefaultValue("page") String severity,
      @Nullable @Name("long") String longWindow,
      @Nullable @Name("short") String shortWindow,
      @Nullable String factor,
      @Name("for") @DefaultValue("0s") String holdFor) {}
}
