package io.sre4j.otel.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.Dependency;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.otel.guard.Claim;
import io.sre4j.signal.BadRequests;
import io.sre4j.signal.TraceState;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts requests that ended, for their SLIs and for coverage. Thread-safe. */
final class ServedRequests {
  private static final Function<EventAttributes, @Nullable EventAttributes> ITSELF = known -> known;
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final int SERVER_ERROR = 500;

  private static volatile @Nullable ServedRequests current;

  private final Destinations destinations;
  private final Dependencies dependencies;
  private final BadRequests badRequests;
  private final Claim claim;

  /**
   * Counts requests there.
   *
   * @param claim nothing is counted once it was taken over: the application counts itself
   */
  ServedRequests(
      Destinations destinations, Dependencies dependencies, BadRequests badRequests, Claim claim) {
    this.destinations = destinations;
    this.dependencies = dependencies;
    this.badRequests = badRequests;
    this.claim = claim;
  }

  /** Who counts; null before the engine is there, and after it ended. */
  static @Nullable ServedRequests current() {
    return current;
  }

  /** From now on this one counts; null for none. */
  static void use(@Nullable ServedRequests served) {
    current = served;
  }

  /** The names of what is called. */
  Dependencies dependencies() {
    return dependencies;
  }

  /** Counts one request; its span has its status and has not ended. */
  void ended(Request request, Context context, Attributes end, long endNanos) {
    if (!claim.isStillHeld()) {
      return;
    }
    Destination destination = destinations.of(request.method(), end.get(ROUTE));
    Span span = Span.fromContext(context);
    destination.counter().count(stateOf(span));
    Outcome outcome = outcome(end);
    long nanos = endNanos - request.startNanos();
    RequestCalls calls = request.ends();
    RouteCalls to = destination.calls();
    if (to != null) {
      to.ended(outcome, calls);
    }
    EventAttributes known = null;
    for (SliRecorder recorder : destination.recorders()) {
      if (recorder.burns(outcome, nanos)) {
        if (known == null) {
          String culprit = culprit(calls, outcome, nanos);
          known = attributes(destination, end, culprit, span.getSpanContext());
        }
        recorder.record(outcome, nanos, known, ITSELF);
      } else {
        recorder.record(outcome, nanos);
      }
    }
  }

  private static TraceState stateOf(Span span) {
    SpanContext context = span.getSpanContext();
    if (!context.isValid()) {
      return TraceState.UNTRACED;
    }
    if (!span.isRecording()) {
      return TraceState.UNRECORDED;
    }
    return context.isSampled() ? TraceState.SAMPLED : TraceState.RECORDED;
  }

  private static Outcome outcome(Attributes end) {
    Long status = end.get(STATUS);
    boolean isBad = status == null ? end.get(ERROR) != null : status >= SERVER_ERROR;
    return isBad ? Outcome.BAD : Outcome.GOOD;
  }

  /** What is known of a bad or slow request: its trace only if somebody will find it. */
  private EventAttributes attributes(
      Destination destination, Attributes end, @Nullable String culprit, SpanContext span) {
    boolean isKept = span.isValid() && badRequests.bad(span.getTraceId(), span.getSpanId());
    return new EventAttributes(
        destination.route(),
        exception(end.get(ERROR)),
        culprit,
        isKept || span.isSampled() ? span.getTraceId() : null);
  }

  /** What failed, or what took at least half of the time. */
  private static @Nullable String culprit(
      @Nullable RequestCalls calls, Outcome outcome, long nanos) {
    Dependency found = calls == null ? null : calls.culprit(outcome == Outcome.BAD, nanos);
    return found == null ? null : found.name();
  }

  /** The simple name of an exception; null for a status or no error. */
  private static @Nullable String exception(@Nullable String error) {
    return error == null || error.isEmpty() || Character.isDigit(error.charAt(0))
        ? null
        : error.substring(error.lastIndexOf('.') + 1);
  }
}
