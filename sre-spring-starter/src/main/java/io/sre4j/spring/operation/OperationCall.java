package io.sre4j.spring.operation;

import io.micrometer.observation.Observation;
import io.sre4j.sli.EventAttributes;
import io.sre4j.spring.tracing.RequestTrace;
import io.sre4j.spring.tracing.TraceIds;
import org.jspecify.annotations.Nullable;

/** An operation that has begun: kept in its observation. */
final class OperationCall {
  private final long startNanos;
  private final @Nullable Object span;
  private boolean ended;

  OperationCall(long startNanos, @Nullable Object span) {
    this.startNanos = startNanos;
    this.span = span;
  }

  long startNanos() {
    return startNanos;
  }

  /** True once, as an observation may be stopped more often. */
  synchronized boolean ends() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  /** What is known of it. */
  EventAttributes attributes(
      Observation.ContextView observation, @Nullable String route, @Nullable Throwable failure) {
    TraceIds ids = RequestTrace.ids(observation, span);
    String traceId = ids != null && ids.isSampled() ? ids.traceId() : null;
    return new EventAttributes(route, Failures.name(failure), null, traceId);
  }
}
