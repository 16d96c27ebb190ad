package io.sre4j.coverage.timeline;

import io.sre4j.facts.TraceCounts;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The events of each route in the last hour, and since the beginning. Not thread-safe.
 *
 * <p>An hour is 12 slots of 5 minutes, the running one included: 55 to 60 minutes.
 */
public final class RouteTimeline {
  private static final int STATES = TraceState.values().length;

  private final Map<RouteCounter, long[]> totals = new LinkedHashMap<>();
  private final HourCounts<RouteCounter> recent;

  /** Begins at an instant of the monotonic clock. */
  public RouteTimeline(long nanos) {
    this.recent = new HourCounts<>(STATES, nanos);
  }

  /** Begins the hour anew; what was counted since the beginning stays. */
  public void forget(long nanos) {
    recent.forget(nanos);
  }

  /** Goes on to an instant; slots that are over an hour old begin anew. */
  public void advance(long nanos) {
    recent.advance(nanos);
  }

  /** Adds to the running slot. */
  public void add(RouteCounter route, int[] growth) {
    long[] total = totals.computeIfAbsent(route, unused -> new long[STATES]);
    for (int i = 0; i < STATES; i++) {
      total[i] += growth[i];
    }
    recent.add(route, growth);
  }

  /** The length of what {@link #read} has as recent. */
  public Duration observed(long nanos) {
    return recent.observed(nanos);
  }

  /** Reads each route that was ever told of. */
  public void read(BiConsumer<RouteCounter, Counts> reader) {
    totals.forEach((route, total) ->
        reader.accept(route, new Counts(counts(recent.sum(route)), counts(total))));
  }

  private static TraceCounts counts(long[] events) {
    return new TraceCounts(
        events[TraceState.UNOBSERVED.ordinal()],
        events[TraceState.UNTRACED.ordinal()],
        events[TraceState.UNRECORDED.ordinal()],
        events[TraceState.RECORDED.ordinal()],
        events[TraceState.SAMPLED.ordinal()]);
  }

  /**
   * The events of a route. Immutable.
   *
   * @param recent those of the last hour
   * @param total those since the beginning
   */
  public record Counts(TraceCounts recent, TraceCounts total) {}
}
