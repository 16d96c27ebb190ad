package io.sre4j.facts;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that rules know. Immutable.
 *
 * @param observed the length of the time judged: up to an hour, warm-up left out
 * @param target the share of served events that should be covered, from 0 to 1
 * @param hooks what listens
 * @param routes the routes that are judged
 * @param pages the SLOs that page over SLIs of these routes
 * @param tallies what was counted of each defect, without subjects that are allowed
 * @param internalRoutes whether it was said which routes are called by other services only; then
 *     the tally of {@link Defect#INTERNAL_ROOT} has these alone
 * @param spans the spans of the process
 * @param exports the exporters
 * @param host what is known of the process itself
 */
public record Facts(
    Duration observed,
    double target,
    Set<Hook> hooks,
    List<RouteFacts> routes,
    List<PageFacts> pages,
    Map<Defect, Tally> tallies,
    boolean internalRoutes,
    SpanFacts spans,
    List<ExportFacts> exports,
    HostFacts host) {

  /** Copies the collections. */
  public Facts {
    hooks = Set.copyOf(hooks);
    routes = List.copyOf(routes);
    pages = List.copyOf(pages);
    tallies = Map.copyOf(tallies);
    exports = List.copyOf(exports);
  }

  /** The routes that an SLI counts. */
  public List<RouteFacts> routesOf(String sli) {
    return routes.stream().filter(route -> route.slis().contains(sli)).toList();
  }

  /** What was counted of a defect; nothing if nobody looks for it. */
  public Tally tally(Defect defect) {
    return tallies.getOrDefault(defect, Tally.NONE);
  }

  /** The events of some routes together. */
  public static TraceCounts sum(List<RouteFacts> routes) {
    return routes.stream().map(RouteFacts::counts).reduce(TraceCounts.NONE, TraceCounts::plus);
  }

  /**
   * What is known of the process itself. Immutable.
   *
   * @param setup which SDKs and tracers there are
   * @param resource what all telemetry carries
   * @param components the parts of the service that tracing should know of
   */
  public record HostFacts(
      Optional<SetupFacts> setup, Optional<ResourceFacts> resource, List<Component> components) {
    /** Nothing is known. */
    public static final HostFacts UNKNOWN =
        new HostFacts(Optional.empty(), Optional.empty(), List.of());

    /** Copies the list. */
    public HostFacts {
      components = List.copyOf(components);
    }

    /** The components of a kind that are not instrumented. */
    public List<Component> bare(Component.Kind kind) {
      return components.stream().filter(c -> c.kind() == kind && !c.isInstrumented()).toList();
    }
  }
}
