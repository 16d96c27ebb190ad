package io.sre4j.otel.agent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.sre4j.dependency.RequestCalls;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request when it begins, and what it calls, in its context: at its end the
 * agent says the rest only. Thread-safe.
 */
final class Request {
  private static final ContextKey<Request> KEY = ContextKey.named("sre4j-request");

  private final String method;
  private final long startNanos;
  private final @Nullable Request outer;
  private volatile @Nullable RequestCalls calls;
  private volatile boolean ended;

  /**
   * Begins.
   *
   * @param method GET, for example
   * @param startNanos on the clock of the agent
   * @param outer the request that this one is a part of: a servlet in a server that is instrumented
   *     as well. Only the outermost is counted
   */
  Request(String method, long startNanos, @Nullable Request outer) {
    this.method = method;
    this.startNanos = startNanos;
    this.outer = outer;
  }

  static @Nullable Request of(Context context) {
    return context.get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }

  String method() {
    return method;
  }

  long startNanos() {
    return startNanos;
  }

  boolean isOutermost() {
    return outer == null;
  }

  /** A call begins: where it is counted when it ends; null if the request has ended before. */
  @Nullable RequestCalls callBegins() {
    if (outer != null) {
      return outer.callBegins();
    }
    RequestCalls made = calls;
    if (made != null || ended) {
      return ended ? null : made;
    }
    synchronized (this) {
      made = calls;
      if (made == null) {
        made = new RequestCalls();
        calls = made;
      }
      return made;
    }
  }

  /** The request ends: what it called, null if it called nobody. */
  @Nullable RequestCalls ends() {
    ended = true;
    return calls;
  }
}
