package io.sre4j.otel.autoconfigure;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * The processor of the process's {@link io.sre4j.otel.SreTelemetry}, for an SDK that makes its
 * parts by their names.
 */
public final class DeclaredProcessor implements SpanProcessor {
  private final SpanProcessor watching = Telemetry.ofProcess(Settings.ofProcess()).spanProcessor();

  /** Made by its name, from the SDK's entry point. */
  public DeclaredProcessor() {}

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    watching.onStart(parentContext, span);
  }

  @Override
  public boolean isStartRequired() {
    return watching.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    watching.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return watching.isEndRequired();
  }

  @Override
  public CompletableResultCode shutdown() {
    return watching.shutdown();
  }
}
