package io.sre4j.otel.autoconfigure;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sre4j.otel.SreTelemetry;
import java.lang.System.Logger.Level;

/**
 * The processor of the process's {@link SreTelemetry}, for an SDK that makes its parts by their
 * names. Such an SDK gives nobody its sampler and exporters, so no traces can be kept there.
 */
public final class DeclaredProcessor implements SpanProcessor {
  private static final String KEEP = "sre.traces.keep.enabled";

  private final SpanProcessor watching;

  /** Made by its name, from the SDK's entry point. */
  public DeclaredProcessor() {
    this(Settings.ofProcess());
  }

  DeclaredProcessor(Settings settings) {
    if (settings.isOn(KEEP)) {
      System.getLogger(DeclaredProcessor.class.getName())
          .log(
              Level.WARNING,
              KEEP
                  + " keeps nothing: an SDK that is configured by a file lets nobody at its"
                  + " sampler and exporters");
    }
    this.watching =
        Telemetry.claimed(settings.without(KEEP))
            .map(SreTelemetry::spanProcessor)
            .orElseGet(SpanProcessor::composite);
  }

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
