package io.sre4j.otel.agent;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.sre4j.otel.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Counts what requests call, as the agent's instrumentations of clients see it, sampled or not. An
 * extractor of attributes besides, which adds none: it is told of exceptions, which not every
 * instrumentation says in its attributes. Throws nothing; thread-safe.
 */
public final class ClientOperations
    implements OperationListener, AttributesExtractor<Object, Object> {
  private static final Guard GUARD = new Guard("Counting the agent's calls");

  /** Made by its name, from the agent's entry point. */
  public ClientOperations() {}

  @Override
  public Context onStart(Context context, Attributes start, long startNanos) {
    try {
      return ClientCall.begin(context, start, startNanos);
    } catch (Throwable thrown) {
      GUARD.failed(thrown);
      return context;
    }
  }

  @Override
  public void onEnd(Context context, Attributes end, long endNanos) {
    try {
      ServedRequests served = ServedRequests.current();
      ClientCall call = ClientCall.of(context);
      if (served != null && call != null) {
        call.ended(served.dependencies(), end, endNanos);
      }
    } catch (Throwable thrown) {
      GUARD.failed(thrown);
    }
  }

  @Override
  public void onStart(AttributesBuilder attributes, Context context, Object request) {}

  @Override
  public void onEnd(
      AttributesBuilder attributes,
      Context context,
      Object request,
      @Nullable Object response,
      @Nullable Throwable error) {
    try {
      ClientCall call = error == null ? null : ClientCall.of(context);
      if (call != null) {
        call.threw();
      }
    } catch (Throwable thrown) {
      GUARD.failed(thrown);
    }
  }
}
