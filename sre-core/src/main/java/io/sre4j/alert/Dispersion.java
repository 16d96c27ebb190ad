package io.sre4j.alert;

import io.sre4j.history.CourseHistory.Clusters;
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
 * <p>An hour that is over is kept by its two counts, without events if it is left out.
 */
final class Dispersion {
  static final double MAX = 10;

  // Half a pseudo-event of variance 1: keeps the very first errors from deciding.
  private static final double PRIOR = 0.5;
  // Standard errors above 1 from which on a ratio is taken for real.
  private static final double CHANCE = 1.5;
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int HOURS = Clusters.HOURS;
  private static final long MOST = 4_095L << 30;
  private static final char[] NONE = {};

  private char[] totals = NONE;
  // None until there was a bad event, which the totals hold as well.
  private char[] bads = NONE;
  private long running = Long.MIN_VALUE;
  private long runningEnd = Long.MIN_VALUE;
  private final double unit;
  // What had been counted when the running hour began.
  private long total;
  private long bad;
  private boolean incident;
  private long lastOnset = Long.MIN_VALUE;
  private long settled = Long.MIN_VALUE;
  private double value = 1;

  /**
   * An estimate of nothing.
   *
   * @param unit units that an event, or a slice, is counted as
   */
  Dispersion(long unit) {
    this.unit = unit;
  }

  /** The estimate, from 1 to 10. */
  double value() {
    return value;
  }

  /**
   * Looks at a tick. Ticks without bad events that nothing burns in need no look before {@link
   * #runningEnd}.
   *
   * @param nanos where the events of the tick are put
   * @param total all units that were counted before this tick
   * @param bad those of them that were bad
   * @param incident whether the tick belongs to an evident incident
   * @param onset when the present burning began, {@link Long#MAX_VALUE} if nothing burns: the hours
   *     since then are not used yet, else a slow burn would argue against itself
   */
  void look(long nanos, long total, long bad, boolean incident, long onset) {
    if (nanos >= runningEnd) {
      advanceTo(Math.floorDiv(nanos, HOUR), total, bad);
      settle(onset);
    }
    if (onset != lastOnset) {
      settle(onset);
    }
    this.incident |= incident;
  }

  /** What was learnt, for the next run. */
  Clusters history() {
    return new Clusters(
        new String(totals),
        new String(bads),
        running,
        total,
        bad,
        incident,
        lastOnset,
        settled,
        value);
  }

  /**
   * Goes on from what another run has learnt.
   *
   * @param before hours of none or of {@link Clusters#HOURS}, bad ones only beside totals
   */
  void resume(Clusters before) {
    totals = before.totals().toCharArray();
    bads = before.bads().toCharArray();
    running = before.running();
    runningEnd = running == Long.MIN_VALUE ? running : (running + 1) * HOUR;
    total = before.total();
    bad = before.bad();
    incident = before.incident();
    lastOnset = before.onset();
    settled = before.settled();
    value = before.value();
  }

  private void settle(long onset) {
    boolean began = onset < runningEnd - HOUR;
    long last = (began ? Math.floorDiv(onset, HOUR) : running) - 1;
    lastOnset = onset;
    if (last != settled) {
      settled = last;
      value = estimate();
    }
  }

  /** When the running hour ends; long ago before the first look. */
  long runningEnd() {
    return runningEnd;
  }

  /** Leaves out what was counted since an instant: an incident had begun. */
  void leaveOutSince(long nanos) {
    long first = Math.max(Math.floorDiv(nanos, HOUR), running - HOURS + 1);
    for (long hour = first; hour < running && totals.length > 0; hour++) {
      totals[index(hour)] = 0;
    }
    incident = true;
  }

  private void advanceTo(long hour, long allTotal, long allBad) {
    if (running != Long.MIN_VALUE) {
      double kept = incident ? 0 : 1 / unit;
      keep(running, (allTotal - total) * kept, (allBad - bad) * kept);
    }
    for (long idle = Math.max(running + 1, hour - HOURS + 1); idle < hour; idle++) {
      keep(idle, 0, 0);
    }
    running = hour;
    runningEnd = (hour + 1) * HOUR;
    total = allTotal;
    bad = allBad;
    incident = false;
  }

  private void keep(long hour, double total, double bad) {
    if (totals.length == 0 && total > 0) {
      totals = new char[HOURS];
    }
    // Only beside totals, also if a damaged history has more bad events than events.
    if (bads.length == 0 && bad > 0 && totals.length > 0) {
      bads = new char[HOURS];
    }
    if (totals.length > 0) {
      totals[index(hour)] = packed(total);
    }
    if (bads.length > 0) {
      bads[index(hour)] = packed(bad);
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
      double n = unpacked(totals[index(hour)]);
      if (n > 0) {
        double b = unpacked(bads[index(hour)]);
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

  /*
   * A count in 16 bits: as it is below 4,096 sixteenths, then by its first 12 bits, so to one part
   * in 2,048. Holds up to 2.7e11.
   */

  static char packed(double count) {
    long sixteenths = Math.max(0, Math.min(MOST, Math.round(count * 16)));
    int shift = Math.max(0, 52 - Long.numberOfLeadingZeros(sixteenths));
    return (char) ((shift << 11) + (sixteenths >>> shift));
  }

  static double unpacked(char packed) {
    int shift = Math.max(0, (packed >>> 11) - 1);
    return (double) ((long) (packed - (shift << 11)) << shift) / 16;
  }

  private static int index(long hour) {
    return (int) Math.floorMod(hour, (long) HOURS);
  }
}
