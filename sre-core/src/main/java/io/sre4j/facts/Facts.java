package io.sre4j.facts;

import io.sre4j.finding.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All that rules know. Immutable.
 *
 * @param observed the length of the time judged: up to an hour, warm-up left out
 * @param target the share of served events that should be covered, from 0 to 1
 * @param hooks what listens
 * @param routes the routes that are judged
 * @param pages the SLOs that page over SLIs of these routes
 */
public record Facts(
    Duration observed,
    double target,
    Set<Hook> hooks,
    List<RouteFacts> routes,
    List<PageFacts> pages) {

  /** Copies the collections. */
  public Facts {
    hooks = Set.copyOf(hooks);
    routes = List.copyOf(routes);
    pages = List.copyOf(pages);
  }

  /** The routes that an SLI counts. */
  public List<RouteFacts> routesOf(String sli) {
    return routes.stream().filter(route -> route.slis().contains(sli)).toList();
  }

  /** The events of some routes together. */
  public static TraceCounts sum(List<RouteFacts> routes) {
    return routes.stream().map(RouteFacts::counts).reduce(TraceCounts.NONE, TraceCounts::plus);
  }
}
