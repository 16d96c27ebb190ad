package io.sre4j.sli;

import java.util.Arrays;

/**
 * What one SLI counted between two drains. For the thread that drains; the next drain overwrites
 * it.
 */
public final class SliDelta {
  private static final long[] NONE = {};

  private long[] buckets = NONE;
  private long good;
  private long untimed;
  private long bad;
  private long excluded;
  private long invalid;
  private long slow;
  private long[] thresholds = NONE;
  private long[] within = NONE;
  private long[] slower = NONE;

  /** Nothing was counted yet. */
  SliDelta(Layout layout) {
    use(layout);
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
   * Good events with a duration, by bucket of the SLI's {@link LatencyScale}; not to be changed,
   * and valid only until any SLI of the engine is drained.
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

  /** Whether any event burned some budget: it was bad, or took longer than a threshold. */
  public boolean burned() {
    return bad + slow > 0;
  }

  /** Holds the thresholds of a layout from now on. */
  void use(Layout current) {
    if (current.thresholdCount() > 0) {
      thresholds = new long[current.thresholdCount()];
      Arrays.setAll(thresholds, current::threshold);
      within = new long[thresholds.length];
      slower = new long[thresholds.length];
    }
  }

  /**
   * Begins anew.
   *
   * @param zeros for the buckets
   */
  @SuppressWarnings("ReferenceEquality") // the same array, not equal ones
  void reset(long[] zeros) {
    good = untimed = bad = excluded = invalid = slow = 0;
    if (buckets != zeros) {
      buckets = zeros; // not always: a reference costs the collector's barrier
    }
    if (thresholds.length > 0) {
      Arrays.fill(within, 0);
      Arrays.fill(slower, 0);
    }
  }

  /** Adds what was counted by class of outcome. */
  void addClasses(int[] counts) {
    bad += counts[Cells.BAD];
    excluded += counts[Cells.EXCLUDED];
    untimed += counts[Cells.UNTIMED];
    invalid += counts[Cells.INVALID];
    good += counts[Cells.UNTIMED];
  }

  /** Adds what was counted in the bands of a layout, the current one or an older. */
  void addBands(Cells cells, int[] counts) {
    Layout layout = cells.layout;
    long timed = 0;
    int from = 0;
    for (int cut = 0; cut < cells.cuts; cut++) {
      int to = layout.lastBandWithin(cut) + 1;
      timed += addBands(counts, from, to, cut);
      int index = indexOf(layout.threshold(cut));
      within[index] += timed;
      slower[index] -= timed;
      from = to;
    }
    timed += addBands(counts, from, cells.bands, cells.cuts);
    for (int cut = 0; cut < cells.cuts; cut++) {
      slower[indexOf(layout.threshold(cut))] += timed;
    }
    slow += cells.cuts == 0 ? 0 : slower[indexOf(layout.threshold(0))];
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
