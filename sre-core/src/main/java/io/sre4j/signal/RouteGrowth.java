package io.sre4j.signal;

/** Is told what each route has counted since the last time. */
@FunctionalInterface
public interface RouteGrowth {

  /**
   * Takes in the growth of one route.
   *
   * @param growth events by the ordinal of their {@link TraceState}; valid during the call only,
   *     and perhaps longer
   */
  void grew(RouteCounter route, int[] growth);
}
