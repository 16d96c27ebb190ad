package io.sre4j.timeline;

import io.sre4j.sli.LatencyScale;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

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
      fine.running().addAll(buckets);
    }
    advanceTo(span.end());
  }

  /** A slot of the shorter window lies within one of the longer. */
  private void advanceTo(long nanos) {
    if (nanos >= fine.end) {
      coarse.running().addAll(fine.running());
      fine.advanceTo(nanos);
      coarse.advanceTo(nanos);
    }
  }

  /** The percentiles of both windows, the shorter first; each covers up to one slot too much. */
  public List<LatencySummary> summaries() {
    Counts last5m = fine.sums();
    Counts last1h = coarse.sums();
    last1h.addAll(fine.running());
    return List.of(summary(M5, last5m), summary(H1, last1h));
  }

  private LatencySummary summary(Duration window, Counts sums) {
    long count = 0;
    for (int i = 0; i < scale.buckets(); i++) {
      count += sums.get(i);
    }
    return new LatencySummary(
        window,
        count,
        quantile(sums, count, 0.5),
        quantile(sums, count, 0.9),
        quantile(sums, count, 0.99),
        max(sums));
  }

  private Duration quantile(Counts sums, long count, double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < scale.buckets(); i++) {
      seen += sums.get(i);
      if (seen >= rank) {
        return Duration.ofNanos(scale.middle(i));
      }
    }
    return Duration.ZERO;
  }

  private Duration max(Counts sums) {
    for (int i = scale.buckets() - 1; i >= 0; i--) {
      if (sums.get(i) > 0) {
        return Duration.ofNanos(scale.upper(i));
      }
    }
    return Duration.ZERO;
  }

  /** Histograms in slots: those of the window, and one that is partly older. */
  private static final class Histograms {
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final int buckets;
    private final long slotNanos;
    private final Counts[] slots;
    private int running;
    private long end = NOT_BEGUN;

    Histograms(Duration window, Duration slot, int buckets) {
      this.buckets = buckets;
      this.slotNanos = slot.toNanos();
      this.slots = new Counts[(int) window.dividedBy(slot) + 1];
      Arrays.setAll(slots, i -> new Counts(buckets));
    }

    void advanceTo(long nanos) {
      if (end == NOT_BEGUN || nanos - end >= slotNanos * slots.length) {
        end = Math.floorDiv(nanos, slotNanos) * slotNanos;
        for (Counts slot : slots) {
          slot.clear();
        }
      }
      while (end <= nanos) {
        end += slotNanos;
        running = running + 1 == slots.length ? 0 : running + 1;
        slots[running].clear();
      }
    }

    Counts running() {
      return slots[running];
    }

    Counts sums() {
      Counts sums = new Counts(buckets);
      for (Counts slot : slots) {
        sums.addAll(slot);
      }
      return sums;
    }
  }
}
