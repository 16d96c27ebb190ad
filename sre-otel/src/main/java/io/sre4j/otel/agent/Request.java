package io.sre4j.otel.agent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request when it begins, in its context: at its end the agent says the rest
 * only. Immutable.
 *
 * @param method GET, for example
 * @param startNanos on the clock of the agent
 * @param outer the request that this one is a part of: a servlet in a server that is instrumented
 *     as well. Only the outermost is counted
 */
record Request(String method, long startNanos, @Nullable Request outer) {
  private static final ContextKey<Request> KEY = ContextKey.named("sre4j-request");

  static @Nullable Request of(Context context) {
    return context.get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }
}
