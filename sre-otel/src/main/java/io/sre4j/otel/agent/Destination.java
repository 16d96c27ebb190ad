package io.sre4j.otel.agent;

import io.sre4j.signal.RouteCounter;
import io.sre4j.sli.SliRecorder;

/** Where the requests of one method and route are counted. Thread-safe. */
final class Destination {
  private final String route;
  private final RouteCounter counter;
  private final SliRecorder[] recorders;

  Destination(String route, RouteCounter counter, SliRecorder[] recorders) {
    this.route = route;
    this.counter = counter;
    this.recorders = recorders;
  }

  String route() {
    return route;
  }

  RouteCounter counter() {
    return counter;
  }

  /** Not to be changed: shared, so that a request allocates nothing. */
  SliRecorder[] recorders() {
    return recorders;
  }
}
