package io.sre4j.coverage.timeline;

import io.sre4j.facts.SpanFacts;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.SpanCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Spans of the last hour, from start to exporter, and how many were open. Not thread-safe. */
public final class SpanTimeline {
  private static final int STARTED = 0;
  private static final int SAMPLED = 1;
  private static final int RECEIVED = 2;

  private final HourCounts<SpanTimeline> recent;
  private final Deque<Long> leastOpen = new ArrayDeque<>();
  private final Deque<Long> starts = new ArrayDeque<>();
  private long open;
  private long slot;
  private long least = Long.MAX_VALUE;
  private long startsOfSlot;

  /** Begins at an instant of the monotonic clock. */
  public SpanTimeline(long nanos) {
    this.recent = new HourCounts<>(3, nanos);
  }

  /** Begins the hour anew; spans that are open stay open. */
  public void forget(long nanos) {
    recent.forget(nanos);
    leastOpen.clear();
    starts.clear();
    startsOfSlot = 0;
    slot = 0;
    least = open;
  }

  /** Goes on to an instant; what is over an hour old is forgotten. */
  public void advance(long nanos) {
    recent.advance(nanos);
    for (; slot < recent.slot() && least != Long.MAX_VALUE; slot++) {
      leastOpen.addLast(least);
      starts.addLast(startsOfSlot);
      if (leastOpen.size() >= HourCounts.SLOTS) {
        leastOpen.removeFirst();
        starts.removeFirst();
      }
      least = open;
      startsOfSlot = 0;
    }
    slot = recent.slot();
  }

  /** Adds to the running slot, and looks at how many are open now. */
  public void add(SpanCounts.Growth growth) {
    open += growth.started() - (long) growth.ended();
    least = Math.min(least, open);
    startsOfSlot += growth.started();
    recent.add(this, growth.started(), growth.sampled(), growth.received());
  }

  /**
   * What was seen of the last hour.
   *
   * @param openByScope the spans that are open now
   */
  public SpanFacts facts(SignalDrain drain, Map<String, Long> openByScope) {
    long[] sum = recent.sum(this);
    return new SpanFacts(
        SpanCounts.ONE_IN,
        sum[STARTED],
        sum[SAMPLED],
        sum[RECEIVED],
        List.copyOf(leastOpen),
        List.copyOf(starts),
        openByScope,
        drain.queueCapacity(),
        drain.kinds());
  }
}
