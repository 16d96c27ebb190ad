package io.sre4j.alert;

import java.time.Duration;

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
 *
 * <p>The running hour is summed in fields; an hour that is over is kept by its two counts, without
 * events if it is left out.
 */
final class Dispersion {
  static final double MAX = 10;

  // Half a pseudo-event of variance 1: keeps the very first errors from deciding.
  private static final double PRIOR = 0.5;
  // Standard errors above 1 from which on a ratio is taken for real.
  private static final double CHANCE = 1.5;
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int HOURS = 7 * 24 + 2;
  private static final float[] NONE = {};

  private float[] totals = NONE;
  // None until there was a bad event, which the totals hold as well.
  private float[] bads = NONE;
  private long running = Long.MIN_VALUE;
  private long runningEnd = Long.MIN_VALUE;
  private double total;
  private double bad;
  private boolean incident;
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
    if (nanos >= runningEnd) {
      advanceTo(Math.floorDiv(nanos, HOUR));
    }
    boolean began = onset < runningEnd - HOUR;
    long last = (began ? Math.floorDiv(onset, HOUR) : running) - 1;
    if (last != settled) {
      settled = last;
      value = estimate();
    }
    this.total += good + bad;
    this.bad += bad;
    this.incident |= incident;
  }

  /** Leaves out what was counted since an instant: an incident had begun. */
  void leaveOutSince(long nanos) {
    long first = Math.max(Math.floorDiv(nanos, HOUR), running - HOURS + 1);
    for (long hour = first; hour < running && totals.length > 0; hour++) {
      totals[index(hour)] = 0;
    }
    incident = true;
  }

  private void advanceTo(long hour) {
    if (running != Long.MIN_VALUE) {
      keep(running, incident ? 0 : total, incident ? 0 : bad);
    }
    for (long idle = Math.max(running + 1, hour - HOURS + 1); idle < hour; idle++) {
      keep(idle, 0, 0);
    }
    running = hour;
    runningEnd = (hour + 1) * HOUR;
    total = 0;
    bad = 0;
    incident = false;
  }

  private void keep(long hour, double total, double bad) {
    if (totals.length == 0 && total > 0) {
      totals = new float[HOURS];
    }
    if (bads.length == 0 && bad > 0) {
      bads = new float[HOURS];
    }
    if (totals.length > 0) {
      totals[index(hour)] = (float) total;
    }
    if (bads.length > 0) {
      bads[index(hour)] = (float) bad;
    }
  }

  private double estimate() {
    if (bads.length == 0) {
      return 1;
    }
    int hours = 0;
    double all = 0;
    double allBad = 0;
    double squares = 0;
    double products = 0;
    double badSquares = 0;
    for (long hour = running - HOURS + 1; hour <= settled; hour++) {
      double n = totals[index(hour)];
      if (n > 0) {
        double b = bads[index(hour)];
        hours++;
        all += n;
        allBad += b;
        squares += n * n;
        products += n * b;
        badSquares += b * b;
      }
    }
    if (allBad == 0) {
      return 1;
    }
    double rate = allBad / all;
    double variation = badSquares - 2 * rate * products + rate * rate * squares;
    double ratio = (Math.max(0, variation) + PRIOR) / (allBad + PRIOR);
    // Of independent errors: variance of the ratio over N counts of mean m is (2 + 1/m) / N.
    double chance = Math.sqrt((2 + hours / allBad) / hours);
    // Of real clusters, one standard error more: a page by mistake costs more than some minutes.
    double clusters = allBad / ratio;
    return ratio <= 1 + CHANCE * chance ? 1 : Math.min(MAX, ratio * (1 + 1 / Math.sqrt(clusters)));
  }

  private static int index(long hour) {
    return (int) Math.floorMod(hour, (long) HOURS);
  }
}
