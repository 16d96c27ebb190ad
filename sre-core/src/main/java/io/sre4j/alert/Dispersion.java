package io.sre4j.alert;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How much bad events cluster: the variance of their counts per minute over the mean, of the last
 * seven days but the last hour; from 1 (independent) to 10.
 *
 * <p>Deviations are taken from what the traffic of each minute leads one to expect, so that a busy
 * noon is no cluster. Minutes that burned are left out, else an outage would teach the gate to
 * sleep. Five pseudo-events with variance 1 keep the first few errors from deciding.
 */
final class Dispersion {
  private static final double MAX = 10;
  private static final double PRIOR = 5;
  private static final int LAG_MINUTES = 60;
  private static final long BLOCK_MINUTES = 12 * 60;
  private static final int BLOCKS = 14;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final double[] lagTotal = new double[LAG_MINUTES];
  private final double[] lagBad = new double[LAG_MINUTES];
  private final boolean[] lagBurned = new boolean[LAG_MINUTES];
  // Sums over the minutes of each half day: n, b, n^2, n*b, b^2.
  private final double[][] blocks = new double[BLOCKS][5];
  private final double[] sums = new double[5];
  private long minute = Long.MIN_VALUE;
  private double value = 1;

  /** The estimate, from 1 to 10. */
  double value() {
    return value;
  }

  /** Adds what was counted at an instant, in events or slices. */
  void add(long nanos, double good, double bad, boolean burning) {
    advanceTo(Math.floorDiv(nanos, MINUTE));
    int index = index(minute);
    lagTotal[index] += good + bad;
    lagBad[index] += bad;
    lagBurned[index] |= burning;
  }

  /** Leaves out what was counted since an instant: it was the beginning of what burns now. */
  void leaveOutSince(long nanos) {
    long first = Math.max(Math.floorDiv(nanos, MINUTE), minute - LAG_MINUTES + 1);
    for (long m = first; m <= minute; m++) {
      lagBurned[index(m)] = true;
    }
  }

  private void advanceTo(long now) {
    if (minute == Long.MIN_VALUE) {
      minute = now;
    }
    if (now <= minute) {
      return;
    }
    long last = Math.min(now, minute + LAG_MINUTES);
    for (long m = minute + 1; m <= last; m++) {
      settle(m - LAG_MINUTES, index(m));
    }
    for (long block = block(minute) + 1;
        block <= Math.min(block(now), block(minute) + BLOCKS);
        block++) {
      Arrays.fill(blocks[(int) Math.floorMod(block, (long) BLOCKS)], 0);
    }
    minute = now;
    value = estimate();
  }

  private void settle(long settled, int index) {
    double n = lagTotal[index];
    double b = lagBad[index];
    if (n > 0 && !lagBurned[index]) {
      double[] block = blocks[(int) Math.floorMod(block(settled), (long) BLOCKS)];
      block[0] += n;
      block[1] += b;
      block[2] += n * n;
      block[3] += n * b;
      block[4] += b * b;
    }
    lagTotal[index] = 0;
    lagBad[index] = 0;
    lagBurned[index] = false;
  }

  private double estimate() {
    Arrays.fill(sums, 0);
    for (double[] block : blocks) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += block[i];
      }
    }
    double rate = sums[0] > 0 ? sums[1] / sums[0] : 0;
    double squares = sums[4] - 2 * rate * sums[3] + rate * rate * sums[2];
    double ratio = (Math.max(0, squares) + PRIOR) / (sums[1] + PRIOR);
    return Math.min(MAX, Math.max(1, ratio));
  }

  private static long block(long minute) {
    return Math.floorDiv(minute, BLOCK_MINUTES);
  }

  private static int index(long minute) {
    return (int) Math.floorMod(minute, (long) LAG_MINUTES);
  }
}
