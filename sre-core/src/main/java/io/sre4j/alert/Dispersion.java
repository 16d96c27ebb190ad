package io.sre4j.alert;

import java.time.Duration;
import java.util.Arrays;

/**
 * How much bad events cluster: the variance over the mean of their counts per hour, of the last
 * seven days' full hours; from 1 (independent) to 10.
 *
 * <p>Deviations are taken from what the traffic of each hour leads one to expect, so that a busy
 * noon is no cluster. By the hour, because that is the window whose count is judged, and because
 * shorter counts cut clusters in two: of clusters of 3 in consecutive requests, true ratio 5,
 * counts per minute show 4 at 600 requests an hour and 1.3 at 60. A ratio that independent errors
 * might well reach by chance reads as 1; a higher one is taken one standard error higher still.
 * Hours with an incident that is evident even at the highest dispersion are left out, else an
 * outage would teach the gate to sleep.
 */
final class Dispersion {
  static final double MAX = 10;

  // Half a pseudo-event of variance 1: keeps the very first errors from deciding.
  private static final double PRIOR = 0.5;
  // Standard errors above 1 from which on a ratio is taken for real.
  private static final double CHANCE = 1.5;
  private static final long BUCKET = Duration.ofHours(1).toNanos();
  private static final int BUCKETS = 7 * 24 + 2;

  private final float[] totals = new float[BUCKETS];
  private final float[] bads = new float[BUCKETS];
  private final boolean[] incidents = new boolean[BUCKETS];
  private long running = Long.MIN_VALUE;
  private long settled = Long.MIN_VALUE;
  private double value = 1;

  /** The estimate, from 1 to 10. */
  double value() {
    return value;
  }

  /**
   * Adds what was counted at an instant, in events or slices.
   *
   * @param incident whether it belongs to an evident incident
   * @param onset when the present burning began, {@link Long#MAX_VALUE} if nothing burns: the hours
   *     since then are not used yet, else a slow burn would argue against itself
   */
  void add(long nanos, double good, double bad, boolean incident, long onset) {
    advanceTo(Math.floorDiv(nanos, BUCKET));
    long last = Math.min(running, Math.floorDiv(onset, BUCKET)) - 1;
    if (last != settled) {
      settled = last;
      value = estimate();
    }
    int index = index(running);
    totals[index] += (float) (good + bad);
    bads[index] += (float) bad;
    incidents[index] |= incident;
  }

  /** Leaves out what was counted since an instant: an incident had begun. */
  void leaveOutSince(long nanos) {
    long first = Math.max(Math.floorDiv(nanos, BUCKET), running - BUCKETS + 1);
    for (long bucket = first; bucket <= running; bucket++) {
      incidents[index(bucket)] = true;
    }
  }

  private void advanceTo(long bucket) {
    if (bucket <= running) {
      return;
    }
    long first = Math.max(running + 1, bucket - BUCKETS + 1);
    for (long next = first; next <= bucket; next++) {
      int index = index(next);
      totals[index] = 0;
      bads[index] = 0;
      incidents[index] = false;
    }
    running = bucket;
  }

  private double estimate() {
    double[] sums = new double[6];
    for (long bucket = running - BUCKETS + 1; bucket <= settled; bucket++) {
      int index = index(bucket);
      if (totals[index] > 0 && !incidents[index]) {
        double n = totals[index];
        double b = bads[index];
        double[] terms = {n, b, n * n, n * b, b * b, 1};
        Arrays.setAll(sums, i -> sums[i] + terms[i]);
      }
    }
    if (sums[1] == 0) {
      return 1;
    }
    double rate = sums[1] / sums[0];
    double squares = sums[4] - 2 * rate * sums[3] + rate * rate * sums[2];
    double ratio = (Math.max(0, squares) + PRIOR) / (sums[1] + PRIOR);
    // Of independent errors: variance of the ratio over N counts of mean m is (2 + 1/m) / N.
    double chance = Math.sqrt((2 + sums[5] / sums[1]) / sums[5]);
    // Of real clusters, one standard error more: a page by mistake costs more than some minutes.
    double clusters = sums[1] / ratio;
    return ratio <= 1 + CHANCE * chance ? 1 : Math.min(MAX, ratio * (1 + 1 / Math.sqrt(clusters)));
  }

  private static int index(long bucket) {
    return (int) Math.floorMod(bucket, (long) BUCKETS);
  }
}
