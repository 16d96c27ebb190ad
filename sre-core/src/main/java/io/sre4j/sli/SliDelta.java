package io.sre4j.sli;

import java.util.Arrays;

/**
 * What one SLI counted since the drain before. Reused: valid until the next drain, for the thread
 * that drained.
 */
public final class SliDelta {
  private final long[] buckets;
  private long good;
  private long untimed;
  private long bad;
  private long excluded;
  private long invalid;
  private long[] thresholds = new long[0];
  private long[] within = new long[0];
  private long[] slower = new long[0];

  SliDelta(int buckets) {
    this.buckets = new long[buckets];
  }

  /** Good events, with and without a duration. */
  public long good() {
    return good;
  }

  /** Bad events. */
  public long bad() {
    return bad;
  }

  /** Excluded events. */
  public long excluded() {
    return excluded;
  }

  /** Events without an outcome. */
  public long invalid() {
    return invalid;
  }

  /**
   * Good events with a duration, by bucket of the SLI's {@link LatencyScale}; not to be changed.
   */
  public long[] buckets() {
    return buckets;
  }

  /** Good events with a duration. */
  public long timed() {
    return good - untimed;
  }

  /**
   * Good events that took at most {@code threshold} nanoseconds.
   *
   * @throws IllegalArgumentException if no layout was cut at that threshold
   */
  public long within(long threshold) {
    return within[indexOf(threshold)];
  }

  /** Good events that were counted in a layout that knows the threshold, and took longer. */
  public long slower(long threshold) {
    return slower[indexOf(threshold)];
  }

  private int indexOf(long threshold) {
    int index = Arrays.binarySearch(thresholds, threshold);
    if (index < 0) {
      throw new IllegalArgumentException("no layout was cut at " + threshold + " ns");
    }
    return index;
  }

  void reset(Layout current) {
    good = untimed = bad = excluded = invalid = 0;
    Arrays.fill(buckets, 0);
    if (thresholds.length != current.thresholdCount()) {
      thresholds = new long[current.thresholdCount()];
      within = new long[thresholds.length];
      slower = new long[thresholds.length];
      for (int i = 0; i < thresholds.length; i++) {
        thresholds[i] = current.threshold(i);
      }
    }
    Arrays.fill(within, 0);
    Arrays.fill(slower, 0);
  }

  /** Adds what was counted by class of outcome. */
  void addClasses(int[] counts) {
    bad += counts[Cells.BAD];
    excluded += counts[Cells.EXCLUDED];
    untimed += counts[Cells.UNTIMED];
    invalid += counts[Cells.INVALID];
    good += counts[Cells.UNTIMED];
  }

  /** Adds what was counted in the bands of one layout, the current one or an older. */
  void addBands(Layout layout, int[] counts) {
    int cuts = layout.thresholdCount();
    long timed = 0;
    int from = 0;
    for (int cut = 0; cut < cuts; cut++) {
      int to = layout.lastBandWithin(cut) + 1;
      timed += addBands(counts, from, to, cut);
      int index = indexOf(layout.threshold(cut));
      within[index] += timed;
      slower[index] -= timed;
      from = to;
    }
    timed += addBands(counts, from, layout.bands(), cuts);
    for (int cut = 0; cut < cuts; cut++) {
      slower[indexOf(layout.threshold(cut))] += timed;
    }
    good += timed;
  }

  /** Adds bands with equally many thresholds below them to their buckets; their sum. */
  private long addBands(int[] counts, int from, int to, int below) {
    long sum = 0;
    for (int band = from; band < to; band++) {
      buckets[band - below] += counts[band];
      sum += counts[band];
    }
    return sum;
  }
}
