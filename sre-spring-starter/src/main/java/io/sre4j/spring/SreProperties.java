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

/**
 * What an application promises, as it is configured: what most need. The rest is said by OpenSLO
 * files and by beans. An unknown key is an error.
 *
 * @param enabled Whether the application has an engine at all.
 * @param onInvalidConfig What becomes of a key or an OpenSLO file that cannot work: it stops the
 *     start, or is left out, logged once and shown by the endpoint.
 * @param openslo SLOs that are written as OpenSLO.
 * @param slos The service level objectives by name. Without any, and without beans of type Slo, a
 *     web application promises http-availability (99.9% over 30d) and http-latency (99% within
 *     500ms over 30d).
 * @param store Where counts are kept across restarts, if they are.
 * @param delivery Who is told of alerts, by a name of your choice; alertmanager, pagerduty, slack
 *     and webhook say what they are.
 * @param coverage How much of what is served has to be traced.
 * @param traces Which traces are there besides the sampled ones.
 * @param page What the page shows besides the numbers.
 */
@ConfigurationProperties(prefix = "sre", ignoreUnknownFields = false)
public record SreProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("fail") OnInvalidConfig onInvalidConfig,
    @DefaultValue OpenSloProperties openslo,
    @DefaultValue Map<String, SloProperties> slos,
    @DefaultValue StoreProperties store,
    @DefaultValue Map<String, ReceiverProperties> delivery,
    @DefaultValue CoverageProperties coverage,
    @DefaultValue TracesProperties traces,
    @DefaultValue PageProperties page) {

  /** Copies the maps. */
  public SreProperties {
    slos = Collections.unmodifiableMap(new LinkedHashMap<>(slos));
    delivery = Collections.unmodifiableMap(new LinkedHashMap<>(delivery));
  }

  /** What becomes of what cannot work. */
  public enum OnInvalidConfig {
    /** The application does not start. */
    FAIL,
    /** The application starts without it. */
    WARN
  }

  /** The published alert policies, and none. */
  public enum Alerting {
    /** The SRE Workbook's. */
    GOOGLE,
    /** Sloth's. */
    SLOTH,
    /** Pyrra's. */
    PYRRA,
    /** Datadog's. */
    DATADOG,
    /** No alerts: budgets and burn rates only. */
    NONE
  }

  /** The kinds of receivers. */
  public enum ReceiverType {
    /** Prometheus' Alertmanager, by its API v2. */
    ALERTMANAGER,
    /** PagerDuty, by its Events API v2. */
    PAGERDUTY,
    /** A Slack channel, by its incoming webhook. */
    SLACK,
    /** Anything that takes JSON. */
    WEBHOOK
  }

  /**
   * SLOs that are written as OpenSLO.
   *
   * @param location Files with OpenSLO v1 definitions: classpath:slo/*.yaml, file:/etc/slo/*.yaml.
   *     Each has to exist unless optional: stands before it.
   */
  public record OpenSloProperties(@DefaultValue List<String> location) {

    /** Copies the list. */
    public OpenSloProperties {
      location = List.copyOf(location);
    }
  }

  /**
   * Where counts are kept across restarts.
   *
   * @param directory The directory of snapshots, on a disk that outlives the process. Without it
   *     every start begins anew.
   */
  public record StoreProperties(@Nullable Path directory) {}

  /**
   * A receiver of alerts.
   *
   * @param type What it is; need not be said where the name does.
   * @param url Where it is. For PagerDuty only where it is not in the United States. Never shown.
   * @param secret The routing key of PagerDuty, or what a webhook's requests are signed with. Never
   *     shown.
   */
  public record ReceiverProperties(
      @Nullable ReceiverType type, @Nullable String url, @Nullable String secret) {

    /** Shows no secret; a URL may be one. */
    @Override
    public String toString() {
      return "ReceiverProperties[type=" + type + "]";
    }
  }

  /**
   * How much of what is served has to be traced, and what is meant to be as it is.
   *
   * @param enabled Whether coverage is measured. Unless set it is where there is a tracer whose
   *     spans are exported.
   * @param target The share of the served requests that should belong to a trace: 99% or 0.99.
   * @param warmUp For how long after the first request nothing is judged, up to 1h.
   * @param leaveOut Routes that are not judged, each as an optional method and a pattern:
   *     /internal/**. Health checks, the actuator, error pages and static files never are.
   * @param baseline A file of accepted findings. With it, SpringApplication.exit gives the exit
   *     code 3 if anything else was found, or nothing was judged.
   */
  public record CoverageProperties(
      @Nullable Boolean enabled,
      @DefaultValue("99%") String target,
      @DefaultValue("1m") Duration warmUp,
      @DefaultValue List<String> leaveOut,
      @Nullable Path baseline) {

    /** Copies the list. */
    public CoverageProperties {
      leaveOut = List.copyOf(leaveOut);
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
   * @param enabled Whether traces of bad requests are kept, whatever sampling decided. Every
   *     request then costs the full price of its spans.
   */
  public record KeepProperties(@DefaultValue("false") boolean enabled) {}

  /**
   * What the page shows besides the numbers.
   *
   * @param traceUrl Where a trace is shown: an address with {traceId} in it, such as
   *     https://jaeger.example/trace/{traceId}. Without it the page shows ids only.
   */
  public record PageProperties(@Nullable String traceUrl) {}

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
   * @param alerting The published alert policy.
   * @param owner Who answers for it.
   * @param runbook The address of what to do when it burns.
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
      @DefaultValue("google") Alerting alerting,
      @Nullable String owner,
      @Nullable String runbook) {

    /** Copies the lists. */
    public SloProperties {
      routes = List.copyOf(routes);
      exclude = List.copyOf(exclude);
      badWhen = List.copyOf(badWhen);
      excludedWhen = List.copyOf(excludedWhen);
    }
  }
}
