package io.sre4j.timeline;

import io.sre4j.sli.LatencyScale;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The latency distributions of the last 5 minutes and the last hour of one SLI.
 *
 * <p>Events are added to the running slot of the shorter window only; the slots of the longer one
 * are sums of those, so they lag behind by at most one, which a reading adds.
 */
public final class LatencyTimeline {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final Duration H1 = Duration.ofHours(1);

  private final LatencyScale scale;
  private final Histograms fine;
  private final Histograms coarse;

  /** A timeline that has counted nothing. */
  public LatencyTimeline(LatencyScale scale) {
    this.scale = scale;
    this.fine = new Histograms(M5, Duration.ofSeconds(30), scale.buckets());
    this.coarse = new Histograms(H1, M5, scale.buckets());
  }

  /** Adds good events with a duration, by bucket. */
  public void tick(Span span, long[] buckets, long timed) {
    advanceTo(span.mid());
    if (timed > 0) {
      fine.slots.addAll(fine.running, buckets);
    }
    advanceTo(span.end());
  }

  /** A slot of the shorter window lies within one of the longer. */
  private void advanceTo(long nanos) {
    if (nanos >= fine.end) {
      coarse.slots.addAll(coarse.running, fine.slots, fine.running);
      fine.advanceTo(nanos);
      coarse.advanceTo(nanos);
    }
  }

  /** The percentiles of both windows, the shorter first; each covers up to one slot too much. */
  public List<LatencySummary> summaries() {
    long[] last5m = fine.sums(scale.buckets());
    long[] last1h = coarse.sums(scale.buckets());
    fine.slots.addTo(last1h, fine.running);
    return List.of(summary(M5, last5m), summary(H1, last1h));
  }

  private LatencySummary summary(Duration window, long[] sums) {
    long count = LongStream.of(sums).sum();
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
    for (int i = 0; i < scale.buckets(); i++) {
      seen += sums[i];
      if (seen >= rank) {
        return Duration.ofNanos(scale.middle(i));
      }
    }
    return Duration.ZERO;
  }

  private Duration max(long[] sums) {
    for (int i = scale.buckets() - 1; i >= 0; i--) {
      if (sums[i] > 0) {
        return Duration.ofNanos(scale.upper(i));
      }
    }
    return Duration.ZERO;
  }

  /** Histograms in slots: those of the window, and one that is partly older. */
  private static final class Histograms {
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final long slotNanos;
    private final int count;
    private final Counts slots;
    private int running;
    private long end = NOT_BEGUN;

    Histograms(Duration window, Duration slot, int buckets) {
      this.slotNanos = slot.toNanos();
      this.count = (int) window.dividedBy(slot) + 1;
      int[] sizes = new int[count];
      Arrays.fill(sizes, buckets);
      this.slots = new Counts(sizes);
    }

    void advanceTo(long nanos) {
      if (end == NOT_BEGUN || nanos - end >= slotNanos * count) {
        end = Math.floorDiv(nanos, slotNanos) * slotNanos;
        for (int slot = 0; slot < count; slot++) {
          slots.clear(slot);
        }
      }
      while (end <= nanos) {
        end += slotNanos;
        running = running + 1 == count ? 0 : running + 1;
        slots.clear(running);
      }
    }

    long[] sums(int buckets) {
      long[] sums = new long[buckets];
      for (int slot = 0; slot < count; slot++) {
        slots.addTo(sums, slot);
      }
      return sums;
    }
  }
}
