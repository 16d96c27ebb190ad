package io.sre4j.openslo;

import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read. Immutable.
 *
 * @param definitions every object of kind SLO, in the order it was read
 * @param objects everything that was read, of all seven kinds, as it was written
 * @param warnings what is legal but hardly meant
 */
public record OpenSloDefinitions(
    List<Definition> definitions, List<Source> objects, List<OpenSlo.Message> warnings) {

  /** Copies the lists. */
  public OpenSloDefinitions {
    definitions = List.copyOf(definitions);
    objects = List.copyOf(objects);
    warnings = List.copyOf(warnings);
  }

  /** The SLOs that this process can decide. */
  public List<Slo> slos() {
    return definitions.stream()
        .filter(definition -> definition.scope == Scope.INSTANCE)
        .flatMap(definition -> definition.slos.stream())
        .toList();
  }

  /** The SLIs that those SLOs stand over, each once. */
  public List<Sli.Events> slis() {
    return slos().stream()
        .flatMap(slo -> slo.objectives().stream())
        .map(objective -> Sli.events(objective.sli()))
        .distinct()
        .toList();
  }

  /**
   * The requests that an SLI of those SLOs counts, by its name: {@code POST /checkout} or {@code
   * /orders/**}, as annotation {@code sre4j.io/routes} says; without those for which it says
   * nothing.
   */
  public Map<String, List<String>> routes() {
    return definitions.stream()
        .filter(definition -> definition.scope == Scope.INSTANCE)
        .flatMap(definition -> definition.indicators.stream())
        .filter(indicator -> !indicator.routes.isEmpty())
        .collect(
            Collectors.toUnmodifiableMap(
                Indicator::sli, Indicator::routes, (first, same) -> first));
  }

  /** The SLOs that only generated rules can decide. */
  public List<Definition> fleet() {
    return definitions.stream().filter(definition -> definition.scope == Scope.FLEET).toList();
  }

  /** Who can decide an SLO. */
  public enum Scope {
    /** This process, for the events it sees. */
    INSTANCE,
    /** Rules over what the whole fleet measures. */
    FLEET
  }

  /**
   * One object of kind SLO.
   *
   * @param name its {@code metadata.name}
   * @param service its {@code spec.service}
   * @param scope who can decide it
   * @param reasons why it is one for the fleet, a phrase each; empty if it is not
   * @param slos what it promises: one SLO, or one for each of several objectives over one
   *     indicator. For the fleet they are there as well, over an SLI named as the indicator, if
   *     nothing but the source of the metric keeps them out of the process; else empty
   * @param indicators what each of its objectives is measured by, in their order
   * @param alerting whom it tells, and when
   * @param source the object as it was written
   */
  public record Definition(
      String name,
      String service,
      Scope scope,
      List<String> reasons,
      List<Slo> slos,
      List<Indicator> indicators,
      Alerting alerting,
      Source source) {
    /** Copies the lists. */
    public Definition {
      reasons = List.copyOf(reasons);
      slos = List.copyOf(slos);
      indicators = List.copyOf(indicators);
    }
  }

  /**
   * What one objective is measured by.
   *
   * @param sli the SLI's name in process: the annotation's, else the indicator's own; empty if
   *     neither is said
   * @param routes the requests that the SLI counts where it is told of all of them, such as {@code
   *     POST /checkout}; empty if none are named
   * @param events whether the process counts its events
   * @param counter whether the metrics only grow, as {@code ratioMetric.counter} says
   * @param comparison what a value is good by, where the objective has an operator and a value
   * @param metrics where the numbers come from; empty where only an annotation binds the SLI
   */
  public record Indicator(
      String sli,
      List<String> routes,
      boolean events,
      boolean counter,
      Optional<Comparison> comparison,
      Map<Part, Metric> metrics) {
    /** Copies the collections. */
    public Indicator {
      routes = List.copyOf(routes);
      metrics = Map.copyOf(metrics);
    }
  }

  /**
   * What makes a value good.
   *
   * @param operator {@code lte}, {@code gte}, {@code lt} or {@code gt}
   * @param value what it is compared with, as it was written
   */
  public record Comparison(String operator, BigDecimal value) {}

  /** What a metric is to its indicator. */
  public enum Part {
    /** Good events. */
    GOOD,
    /** Bad events. */
    BAD,
    /** All events. */
    TOTAL,
    /** The share of good events. */
    RAW_SUCCESS,
    /** The share of bad events. */
    RAW_FAILURE,
    /** A value that is compared with a threshold. */
    THRESHOLD
  }

  /**
   * Where a number comes from.
   *
   * @param type of the source, its own or its DataSource's; empty if neither is said
   * @param dataSource the name of its DataSource, if it has one
   * @param spec what to ask the source for: unmodifiable maps, lists, strings, {@link BigDecimal},
   *     booleans and nulls
   */
  public record Metric(
      String type, Optional<String> dataSource, Map<String, @Nullable Object> spec) {

    /** What to ask, where it is one text: {@code query}, {@code promql} or {@code expr}. */
    public Optional<String> query() {
      return Stream.of("query", "promql", "expr")
          .map(spec::get)
          .filter(String.class::isInstance)
          .map(String.class::cast)
          .findFirst();
    }
  }

  /**
   * Whom an SLO tells, and when.
   *
   * @param owner annotation {@code sre4j.io/owner}
   * @param runbook annotation {@code sre4j.io/runbook}
   * @param policies its alert policies; kept for rules, not evaluated in process
   */
  public record Alerting(Optional<String> owner, Optional<URI> runbook, List<Policy> policies) {
    /** Copies the policies. */
    public Alerting {
      policies = List.copyOf(policies);
    }

    /** The targets of all policies, each once. */
    public List<NotificationTarget> targets() {
      return policies.stream().flatMap(policy -> policy.targets.stream()).distinct().toList();
    }
  }

  /**
   * An alert policy with what it refers to.
   *
   * @param name its {@code metadata.name}
   * @param whenNoData {@code alertWhenNoData}; false unless said, as the next two
   * @param whenBreaching {@code alertWhenBreaching}
   * @param whenResolved {@code alertWhenResolved}
   * @param conditions when it tells; exactly one in OpenSLO v1
   * @param targets whom it tells
   */
  public record Policy(
      String name,
      boolean whenNoData,
      boolean whenBreaching,
      boolean whenResolved,
      List<Condition> conditions,
      List<NotificationTarget> targets) {
    /** Copies the lists. */
    public Policy {
      conditions = List.copyOf(conditions);
      targets = List.copyOf(targets);
    }
  }

  /**
   * A condition over the burn rate.
   *
   * @param name its {@code metadata.name}
   * @param severity in the owner's words
   * @param threshold the burn rate and how it is compared
   * @param lookback over how long the burn rate is taken
   * @param alertAfter how long it must hold; often zero
   */
  public record Condition(
      String name, String severity, Comparison threshold, Duration lookback, Duration alertAfter) {}

  /**
   * Who is told.
   *
   * @param name its {@code metadata.name}
   * @param target what OpenSLO leaves to the reader: an address, a channel, a tool
   * @param description in the owner's words; may be empty
   */
  public record NotificationTarget(String name, String target, String description) {}

  /**
   * One object of a document.
   *
   * @param kind one of OpenSLO's seven
   * @param name its {@code metadata.name}
   * @param file the name the file was read under
   * @param line where it begins, counted from 1
   * @param content the object as it was written: unmodifiable maps, lists, strings, {@link
   *     BigDecimal}, booleans and nulls. Numbers that are no decimals of at most 640 digits
   *     (hexadecimal, infinite) are strings
   */
  public record Source(
      String kind, String name, String file, int line, Map<String, @Nullable Object> content) {}
}
