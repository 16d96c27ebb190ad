package io.sre4j.spring.tracing;

import io.micrometer.observation.Observation;
import io.sre4j.signal.TraceState;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What tracing knows of a request that is observed. Stateless; allocates nothing with
 * OpenTelemetry, and one small object with Brave.
 *
 * <p>Micrometer's tracing context is part of the observation, so it is read when that stops, before
 * its span ends. Where there is none, because an agent or a library of OpenTelemetry traces by
 * itself, the span that is current at the start is that of the request; later another thread may be
 * asked.
 */
public final class RequestTrace {
  private static final boolean MICROMETER =
      isPresent("io.micrometer.tracing.handler.TracingObservationHandler");
  private static final boolean OPEN_TELEMETRY = isPresent("io.opentelemetry.api.trace.Span");

  private RequestTrace() {}

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, RequestTrace.class.getClassLoader());
  }

  /**
   * To be called when the observation starts.
   *
   * @return what to hand to the other methods later: how far the observation's own span is traced
   *     if that is settled, else a current span; null if there is none
   */
  public static @Nullable Object current(Observation.ContextView observation) {
    TraceState own = MICROMETER ? MicrometerTrace.state(observation) : null;
    if (own == null) {
      return OPEN_TELEMETRY ? OtelTrace.current() : null;
    }
    return own == TraceState.RECORDED ? null : own; // one that is recorded may be sampled later
  }

  /** Whether the thread is within a span of OpenTelemetry. */
  public static boolean isCurrent() {
    return OPEN_TELEMETRY && OtelTrace.current() != null;
  }

  /** The span of OpenTelemetry that the thread is within; null if there is none. */
  public static @Nullable TraceIds currentIds() {
    Object current = OPEN_TELEMETRY ? OtelTrace.current() : null;
    return current == null ? null : OtelTrace.ids(current);
  }

  /**
   * How far the request is traced.
   *
   * @param current what {@link #current} said
   */
  public static TraceState state(Observation.ContextView observation, @Nullable Object current) {
    if (current instanceof TraceState settled) {
      return settled;
    }
    TraceState state = MICROMETER ? MicrometerTrace.state(observation) : null;
    if (state != null) {
      return state;
    }
    return current == null ? TraceState.UNTRACED : OtelTrace.state(current);
  }

  /**
   * The span of the request; null if there is none.
   *
   * @param current what {@link #current} said
   */
  public static @Nullable TraceIds ids(
      Observation.ContextView observation, @Nullable Object current) {
    TraceIds ids = MICROMETER ? MicrometerTrace.ids(observation) : null;
    if (ids != null) {
      return ids;
    }
    return current == null || current instanceof TraceState ? null : OtelTrace.ids(current);
  }
}
