package io.sre4j.dependency;

import java.util.List;

/**
 * What one route depends on. Immutable.
 *
 * @param route the template of the operation
 * @param requests its good and bad requests since the start, with calls or without
 * @param edges one for each dependency, the one with the most failed requests first
 * @param ceiling the availability that its hard dependencies leave to it
 */
public record RouteDependencies(
    String route, long requests, List<Edge> edges, RouteCeiling ceiling) {

  /** Copies the list. */
  public RouteDependencies {
    edges = List.copyOf(edges);
  }

  /**
   * One dependency of the route.
   *
   * @param dependency its name
   * @param counts the calls
   * @param verdict whether the route can do without it
   */
  public record Edge(String dependency, EdgeCounts counts, EdgeVerdict verdict) {}
}
