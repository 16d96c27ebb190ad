package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.sre4j.dependency.Dependency;
import io.sre4j.spring.web.ServerCall;
import org.jspecify.annotations.Nullable;

/** A call to another service that has begun: kept in its observation. Thread-safe. */
final class ClientCall implements ServerCall.OpenCall {
  private static final int MAX_DEPTH = 16;

  private final ServerCall request;
  private final @Nullable ClientCall outer;
  private final long startNanos;
  private final Runnable requestEnds;
  private volatile @Nullable Dependency inner;
  private boolean counted;

  private ClientCall(
      ServerCall request, @Nullable ClientCall outer, long startNanos, Runnable requestEnds) {
    this.request = request;
    this.outer = outer;
    this.startNanos = startNanos;
    this.requestEnds = requestEnds;
  }

  /**
   * A call begins.
   *
   * @param requestEnds called if the request ends before the call does
   * @return null if it serves no request
   */
  static @Nullable ClientCall begin(
      Observation.ContextView observation, long startNanos, Runnable requestEnds) {
    ObservationView parent = observation.getParentObservation();
    for (int depth = 0; parent != null && depth < MAX_DEPTH; depth++) {
      Observation.ContextView context = parent.getContextView();
      ClientCall outer = context.get(ClientCall.class);
      ServerCall request = outer == null ? context.get(ServerCall.class) : outer.request;
      if (request != null) {
        return new ClientCall(request, outer, startNanos, requestEnds);
      }
      parent = context.getParentObservation();
    }
    return null;
  }

  ServerCall request() {
    return request;
  }

  long startNanos() {
    return startNanos;
  }

  /**
   * Whether the call is to be counted now: once, and not at all if it was made of calls to the same
   * service, as a query is on a connection and an attempt is of a call with retries.
   */
  synchronized boolean counts(Dependency service) {
    if (counted) {
      return false;
    }
    counted = true;
    for (ClientCall call = outer; call != null; call = call.outer) {
      call.inner = service;
    }
    return inner != service;
  }

  @Override
  public void requestEnds() {
    requestEnds.run();
  }
}
