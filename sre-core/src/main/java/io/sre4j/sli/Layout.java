package io.sre4j.sli;

import java.util.Arrays;

/**
 * The bands of latency that good events are counted in.
 *
 * <p>Bands are the buckets of the distribution, cut once more at every threshold, so thresholds are
 * exact. Both the bucket of a duration and the number of thresholds below it grow with the
 * duration; so does their sum, which therefore numbers the bands: band = bucket + thresholds below.
 * For threshold i (from 0, ascending) in bucket B: a duration up to it has a bucket of at most B
 * and at most i thresholds below, so its band is at most B + i; a longer one has a bucket of at
 * least B and at least i + 1 below, so its band is at least B + i + 1. Hence the events within a
 * threshold are those of the bands up to B + i. Example: buckets [0,10) [10,20), threshold 14: 12
 * is in band 1, 15 in band 2.
 */
final class Layout {
  private final LatencyScale scale;
  private final long[] thresholds;

  Layout(LatencyScale scale, long... thresholds) {
    this.scale = scale;
    this.thresholds = thresholds.clone();
    Arrays.sort(this.thresholds);
  }

  int bands() {
    return scale.buckets() + thresholds.length;
  }

  LatencyScale scale() {
    return scale;
  }

  int thresholdCount() {
    return thresholds.length;
  }

  long threshold(int i) {
    return thresholds[i];
  }

  /** The shortest threshold; a longer duration burns some budget. */
  long shortest() {
    return thresholds.length > 0 ? thresholds[0] : Long.MAX_VALUE;
  }

  /** The band of a duration, which is not negative. */
  int band(long nanos) {
    int below = 0;
    for (long threshold : thresholds) {
      below += nanos > threshold ? 1 : 0;
    }
    return scale.bucket(nanos) + below;
  }

  /** The last band of durations within threshold {@code i}. */
  int lastBandWithin(int i) {
    return scale.bucket(thresholds[i]) + i;
  }

  Layout with(long threshold) {
    long[] longer = Arrays.copyOf(thresholds, thresholds.length + 1);
    longer[thresholds.length] = threshold;
    return new Layout(scale, longer);
  }

  boolean has(long threshold) {
    return Arrays.binarySearch(thresholds, threshold) >= 0;
  }
}
