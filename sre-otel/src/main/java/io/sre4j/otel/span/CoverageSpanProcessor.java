package io.sre4j.otel.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sre4j.finding.Hook;
import io.sre4j.otel.guard.Guard;
import io.sre4j.signal.Signals;
import io.sre4j.signal.SpanCounts;
import org.jspecify.annotations.Nullable;

/**
 * Watches the spans of a process: counts a fixed part of them from start to end, and looks at as
 * many as it can afford for what is wrong from their beginning.
 *
 * <p>Reads no attribute and no clock, allocates nothing for spans that are fine and takes no lock
 * of its own. The SDK has one in each span, which is taken for a moment where a check asks whether
 * a local parent has ended, and for the name of a client span of one trace in 16. Does nothing
 * until it is attached. Callbacks throw nothing into the host. Thread-safe.
 */
public final class CoverageSpanProcessor implements SpanProcessor {
  private final Guard guard = new Guard("Tracing coverage");
  private final Runnable onShutdown;
  private volatile @Nullable Watch watch;

  /**
   * Watches, once it is attached.
   *
   * @param onShutdown is run when the provider of its spans ends
   */
  public CoverageSpanProcessor(Runnable onShutdown) {
    this.onShutdown = onShutdown;
  }

  /** What it counts in, once there is something. */
  private record Watch(
      SpanCounts counts, StartChecks checks, LiveRoots roots, OpenSpans open, Choice choice) {

    Watch(Signals signals) {
      this(
          signals.spans(),
          new StartChecks(signals),
          new LiveRoots(signals),
          new OpenSpans(),
          new Choice());
    }

    void started(ReadableSpan span, String traceId) {
      counts.started();
      open.started(span.getSpanContext().getSpanId(), span.getInstrumentationScopeInfo().getName());
      roots.started(span, traceId);
    }

    void ended(ReadableSpan span, String traceId) {
      SpanContext context = span.getSpanContext();
      counts.ended(context.isSampled());
      open.ended(context.getSpanId());
      roots.ended(span, traceId);
    }

    void tick() {
      choice.tick();
      roots.tick();
    }
  }

  /** Counts there from now on. */
  public void attach(Signals signals) {
    Watch made = new Watch(signals);
    signals.spans().open(made.open()::byScope);
    signals.attached(Hook.SPANS);
    watch = made;
  }

  /** A second has passed. */
  public void tick() {
    Watch present = watch;
    if (present != null) {
      present.tick();
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    Watch to = watch;
    if (to == null) {
      return;
    }
    try {
      String traceId = span.getSpanContext().getTraceId();
      boolean isCounted = SpanCounts.isCounted(traceId);
      if (isCounted) {
        to.started(span, traceId);
      }
      if ((isCounted || to.choice.takesAll()) && to.choice.takes(traceId)) {
        to.checks.started(parentContext, span);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    Watch to = watch;
    if (to == null) {
      return;
    }
    try {
      String traceId = span.getSpanContext().getTraceId();
      if (SpanCounts.isCounted(traceId)) {
        to.ended(span, traceId);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      onShutdown.run();
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
    return CompletableResultCode.ofSuccess();
  }

  /** How often a callback failed, which the host did not see. */
  public long failures() {
    return guard.failures();
  }
}
