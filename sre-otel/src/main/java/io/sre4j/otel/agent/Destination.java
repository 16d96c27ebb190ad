package io.sre4j.otel.agent;

import io.sre4j.dependency.RouteCalls;
import io.sre4j.signal.RouteCounter;
import io.sre4j.sli.SliRecorder;
import org.jspecify.annotations.Nullable;

/** Where the requests of one method and route are counted. Thread-safe. */
final class Destination {
  private final String route;
  private final RouteCounter counter;
  private final @Nullable RouteCalls calls;
  private final SliRecorder[] recorders;

  Destination(
      String route, RouteCounter counter, @Nullable RouteCalls calls, SliRecorder[] recorders) {
    this.route = route;
    this.counter = counter;
    this.calls = calls;
    this.recorders = recorders;
  }

  String route() {
    return route;
  }

  RouteCounter counter() {
    return counter;
  }

  /** Counts what its requests call; null if no SLI counts them. */
  @Nullable RouteCalls calls() {
    return calls;
  }

  /** Not to be changed: shared, so that a request allocates nothing. */
  SliRecorder[] recorders() {
    return recorders;
  }
}
