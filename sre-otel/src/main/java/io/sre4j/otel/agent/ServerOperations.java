package io.sre4j.otel.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.sre4j.otel.guard.Guard;

/**
 * Counts each request that an instrumentation of the agent sees when it ends, sampled or not: from
 * status 500 on as bad, without any status by whether it failed. Throws nothing; thread-safe.
 */
public final class ServerOperations implements OperationListener {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final String UNKNOWN_METHOD = "_OTHER";
  private static final Guard GUARD = new Guard("Counting the agent's requests");

  /** Made by its name, from the agent's entry point. */
  public ServerOperations() {}

  @Override
  public Context onStart(Context context, Attributes start, long startNanos) {
    try {
      String method = start.get(METHOD);
      return new Request(method == null ? UNKNOWN_METHOD : method, startNanos, Request.of(context))
          .in(context);
    } catch (Throwable thrown) {
      GUARD.failed(thrown);
      return context;
    }
  }

  @Override
  public void onEnd(Context context, Attributes end, long endNanos) {
    try {
      ServedRequests served = ServedRequests.current();
      Request request = Request.of(context);
      if (served != null && request != null && request.isOutermost()) {
        served.ended(request, context, end, endNanos);
      }
    } catch (Throwable thrown) {
      GUARD.failed(thrown);
    }
  }
}
