package io.sre4j.timeline;

import io.sre4j.sli.LatencyScale;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latency distributions of the last 5 minutes and the last hour of one SLI. */
public final class LatencyTimeline {
  private final LatencyScale scale;
  private final List<Histograms> windows;

  /** A timeline that has counted nothing. */
  public LatencyTimeline(LatencyScale scale) {
    this.scale = scale;
    this.windows =
        List.of(
            new Histograms(Duration.ofMinutes(5), Duration.ofSeconds(30)),
            new Histograms(Duration.ofHours(1), Duration.ofMinutes(5)));
  }

  /** Adds good events with a duration, by bucket. */
  public void tick(Span span, long[] buckets, long timed) {
    for (Histograms window : windows) {
      window.advanceTo(span.end());
      if (timed > 0) {
        window.add(span.mid(), buckets);
      }
    }
  }

  /** The percentiles of both windows, the shorter first; each covers up to one slot too much. */
  public List<LatencySummary> summaries() {
    List<LatencySummary> summaries = new ArrayList<>();
    for (Histograms window : windows) {
      summaries.add(window.summary());
    }
    return summaries;
  }

  /** Histograms in slots; a slot that saw no event has none. */
  private final class Histograms {
    private final Duration window;
    private final long slotNanos;
    private final int[] @Nullable [] slots;
    private long running = Long.MIN_VALUE;

    Histograms(Duration window, Duration slot) {
      this.window = window;
      this.slotNanos = slot.toNanos();
      this.slots = new int[(int) (window.toNanos() / slotNanos) + 1][];
    }

    void advanceTo(long nanos) {
      long slot = Math.floorDiv(nanos, slotNanos);
      long steps = running == Long.MIN_VALUE ? slots.length : slot - running;
      for (long i = 0; i < Math.min(steps, slots.length); i++) {
        slots[index(slot - i)] = null;
      }
      running = slot;
    }

    void add(long nanos, long[] buckets) {
      int index = index(Math.floorDiv(nanos, slotNanos));
      int[] counts = slots[index];
      if (counts == null) {
        counts = new int[scale.buckets()];
        slots[index] = counts;
      }
      for (int i = 0; i < buckets.length; i++) {
        counts[i] = (int) Math.min(Integer.MAX_VALUE, counts[i] + buckets[i]);
      }
    }

    LatencySummary summary() {
      long[] sums = new long[scale.buckets()];
      long count = 0;
      for (int[] counts : slots) {
        for (int i = 0; counts != null && i < sums.length; i++) {
          sums[i] += counts[i];
          count += counts[i];
        }
      }
      return new LatencySummary(
          window,
          count,
          quantile(sums, count, 0.5),
          quantile(sums, count, 0.9),
          quantile(sums, count, 0.99),
          max(sums));
    }

    private Duration quantile(long[] sums, long count, double share) {
      long rank = Math.max(1, (long) Math.ceil(share * count));
      long seen = 0;
      for (int i = 0; i < sums.length; i++) {
        seen += sums[i];
        if (seen >= rank) {
          return Duration.ofNanos(scale.middle(i));
        }
      }
      return Duration.ZERO;
    }

    private Duration max(long[] sums) {
      for (int i = sums.length - 1; i >= 0; i--) {
        if (sums[i] > 0) {
          return Duration.ofNanos(scale.upper(i));
        }
      }
      return Duration.ZERO;
    }

    private int index(long slot) {
      return (int) Math.floorMod(slot, (long) slots.length);
    }
  }
}
