package io.sre4j.dependency;

import java.util.List;

/**
 * What is known of the dependencies of a service, in this process. Immutable.
 *
 * @param routes what each route that called somebody depends on, the worst first
 * @param shares what the dependencies burned of each budget, by SLO, the worst first
 * @param beyond the calls of edges that were too many to be counted on their own
 */
public record DependencyReport(
    List<RouteDependencies> routes, List<BudgetShare> shares, EdgeCounts beyond) {

  /** Copies the lists. */
  public DependencyReport {
    routes = List.copyOf(routes);
    shares = List.copyOf(shares);
  }
}
