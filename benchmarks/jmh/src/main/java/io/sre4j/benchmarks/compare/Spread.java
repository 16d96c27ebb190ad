package io.sre4j.benchmarks.compare;

import java.util.Arrays;

/**
 * The median of some values and how far they reach. The range is the error that is shown: it
 * assumes nothing about how a shared machine disturbs, and contains every round.
 */
record Spread(double median, double min, double max) {

  /**
   * The spread of at least one value; of an even number the median is the middle of the two.
   *
   * @throws IllegalArgumentException if there is no value
   */
  static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    return new Spread(median, sorted[0], sorted[last]);
  }
}
