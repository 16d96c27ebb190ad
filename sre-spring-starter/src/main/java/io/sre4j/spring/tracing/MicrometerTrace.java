package io.sre4j.spring.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.sre4j.signal.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The span that Micrometer Tracing made for an observation, of OpenTelemetry or Brave. Loaded only
 * if Micrometer Tracing is there.
 */
final class MicrometerTrace {
  private static final String INVALID = "0".repeat(32);

  private MicrometerTrace() {}

  /** Null if the observation has no span. */
  static @Nullable TraceState state(Observation.ContextView observation) {
    Span span = span(observation);
    TraceContext context = span == null ? null : context(span);
    if (span == null || context == null) {
      return null;
    }
    if (Boolean.TRUE.equals(context.sampled())) {
      return TraceState.SAMPLED;
    }
    return span.isNoop() ? TraceState.UNRECORDED : TraceState.RECORDED;
  }

  static @Nullable TraceIds ids(Observation.ContextView observation) {
    Span span = span(observation);
    TraceContext context = span == null ? null : context(span);
    return context == null
        ? null
        : new TraceIds(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()));
  }

  private static @Nullable Span span(Observation.ContextView observation) {
    TracingContext tracing = observation.get(TracingContext.class);
    return tracing == null ? null : tracing.getSpan();
  }

  /** Null if the span is no more than a placeholder, as where there is no tracer. */
  private static @Nullable TraceContext context(Span span) {
    TraceContext context = span.context();
    String traceId = context.traceId();
    return traceId.isEmpty() || traceId.equals(INVALID) ? null : context;
  }
}
