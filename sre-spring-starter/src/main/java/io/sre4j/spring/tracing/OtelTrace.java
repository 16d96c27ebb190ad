package io.sre4j.spring.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sre4j.signal.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The span that OpenTelemetry's agent, its Spring starter or a filter of the host made for a
 * request. Loaded only if OpenTelemetry's API is there.
 */
final class OtelTrace {
  private OtelTrace() {}

  /** Null if no span is current. */
  static @Nullable Object current() {
    Span span = Span.current();
    return span.getSpanContext().isValid() ? span : null;
  }

  static TraceState state(Object current) {
    Span span = (Span) current;
    if (span.getSpanContext().isSampled()) {
      return TraceState.SAMPLED;
    }
    return span.isRecording() ? TraceState.RECORDED : TraceState.UNRECORDED;
  }

  static TraceIds ids(Object current) {
    SpanContext context = ((Span) current).getSpanContext();
    return new TraceIds(context.getTraceId(), context.getSpanId(), context.isSampled());
  }
}
