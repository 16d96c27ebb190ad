package io.sre4j.otel.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
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
 * <p>Reads no attribute, no clock and no text, takes no lock and allocates nothing for spans that
 * are fine. Does nothing until it is attached. Callbacks throw nothing into the host. Thread-safe.
 */
public final class CoverageSpanProcessor implements SpanProcessor {
  private final Guard guard = new Guard("Tracing coverage");
  private volatile @Nullable Watch watch;

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
      SpanContext context = span.getSpanContext();
      String id = context.getSpanId();
      if (SpanCounts.isCounted(id)) {
        to.counts.started();
        to.open.started(id, span.getInstrumentationScopeInfo().getName());
      }
      String traceId = context.getTraceId();
      if (LiveRoots.watches(traceId)) {
        to.roots.started(span, traceId);
      }
      if (to.choice.takes(id)) {
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
      SpanContext context = span.getSpanContext();
      String id = context.getSpanId();
      if (SpanCounts.isCounted(id)) {
        to.counts.ended(context.isSampled());
        to.open.ended(id);
      }
      String traceId = context.getTraceId();
      if (LiveRoots.watches(traceId)) {
        to.roots.ended(span, traceId);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  /** How often a callback failed, which the host did not see. */
  public long failures() {
    return guard.failures();
  }
}
