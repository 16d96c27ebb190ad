package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being served: kept in its observation, so that calls to other services can
 * leave a note there. Thread-safe; its size does not grow with the number of calls.
 */
public final class ServerCall {
  private static final int MAX_DEPTH = 16;

  private final long startNanos;
  private final @Nullable Object span;
  private volatile @Nullable Throwable handled;
  private volatile @Nullable String template;
  private @Nullable URI failed;
  private @Nullable URI slowest;
  private long slowestNanos;
  private boolean awaited;
  private boolean ended;
  private String route = "";
  private long nanos;

  /**
   * Begins.
   *
   * @param span the current one, if the observation has none of its own
   */
  ServerCall(long startNanos, @Nullable Object span) {
    this.startNanos = startNanos;
    this.span = span;
  }

  /** The request within which an observation takes place; null if it serves none. */
  public static @Nullable ServerCall around(Observation.ContextView observation) {
    ObservationView parent = observation.getParentObservation();
    for (int depth = 0; parent != null && depth < MAX_DEPTH; depth++) {
      Observation.ContextView context = parent.getContextView();
      ServerCall call = context.get(ServerCall.class);
      if (call != null) {
        return call;
      }
      parent = context.getParentObservation();
    }
    return null;
  }

  /**
   * Another service was called on behalf of this request. Keeps the last failed and the slowest.
   */
  public synchronized void called(URI service, long durationNanos, boolean hasFailed) {
    if (hasFailed) {
      failed = service;
    }
    if (durationNanos > slowestNanos) {
      slowestNanos = durationNanos;
      slowest = service;
    }
  }

  /** An exception was thrown, and may be turned into a response. */
  void failed(Throwable exception, @Nullable String template) {
    handled = exception;
    keep(template);
  }

  /**
   * The first template stays: an asynchronous request that failed ends as one of the error page.
   */
  void keep(@Nullable String first) {
    if (template == null) {
      template = first;
    }
  }

  @Nullable Object span() {
    return span;
  }

  @Nullable String template() {
    return template;
  }

  @Nullable Throwable handled() {
    return handled;
  }

  /**
   * Whether the request ends now; true once. An observation may be stopped more often than once: at
   * a time-out, before the response to it is made, and after that.
   *
   * @param unfinished whether there seems to be more to come; heeded once
   */
  synchronized boolean ends(boolean unfinished) {
    if (ended || (unfinished && !awaited)) {
      awaited = true;
      return false;
    }
    ended = true;
    return true;
  }

  long finished(long now) {
    nanos = now - startNanos;
    return nanos;
  }

  void route(String name) {
    route = name;
  }

  String route() {
    return route;
  }

  synchronized boolean hasFailedDependency() {
    return failed != null;
  }

  /** What failed, else what took at least half of the time. */
  synchronized @Nullable String dependency() {
    if (failed != null) {
      return name(failed);
    }
    return slowest != null && slowestNanos >= nanos - slowestNanos ? name(slowest) : null;
  }

  /** The host; with its port if only that tells services apart. */
  private static @Nullable String name(URI service) {
    String host = service.getHost();
    if (host == null) {
      return service.getAuthority();
    }
    boolean address = host.equals("localhost") || host.matches("[0-9.]+|\\[.*");
    return address && service.getPort() >= 0 ? host + ":" + service.getPort() : host;
  }
}
