package io.sre4j.backtest;

import io.sre4j.budget.EvidenceGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds incidents in counts over time, knowing how it all ended: no alert can be better.
 *
 * <p>Each moment scores its bad events less those that the objective allows. An incident is a
 * stretch of the highest sum (Ruzzo and Tompa 1999) that spends a given share of the budget and
 * cannot be chance; it begins and ends where its own burn rate is likelier than a burn rate of 1.
 * Two are told apart by as much time without burning as an hour's budget is worth. Example: 99.9 %
 * of 600 events an hour; an outage of 5 minutes scores 50 bad less 0.05 allowed, 11.6 % of the 432
 * that 30 days allow.
 *
 * <p>Memory is bounded: moments become twice as long when there are too many. Not thread-safe.
 */
final class Hindsight {
  private static final int MAX_MOMENTS = 1 << 17;
  private static final int MAX_INCIDENTS = 500;
  // How sure: as the fifth rule of a policy would have to be.
  private static final int PLACE = 4;

  private final long start;
  private long momentNanos;
  private int size;
  private long[] bad = new long[256];
  private long[] total = new long[256];
  private double[] allowed = new double[256];
  private double allowedInAll;

  /**
   * A stretch of moments.
   *
   * @param from when it began, in nanoseconds since 1970
   * @param to when it ended
   * @param allowed bad events that the objective allows
   */
  record Stretch(long from, long to, long bad, long total, double allowed) {}

  /** Nothing was counted yet; times are in nanoseconds. */
  Hindsight(long start, long momentNanos) {
    this.start = start;
    this.momentNanos = momentNanos;
  }

  /** How exactly stretches are found. */
  long momentNanos() {
    return momentNanos;
  }

  /** Bad events that the objective allows, of all that was added. */
  double allowedInAll() {
    return allowedInAll;
  }

  /** Adds what was counted at a time. */
  void add(long at, long good, long bads, double share) {
    while ((at - start) / momentNanos >= MAX_MOMENTS) {
      coarsen();
    }
    int moment = (int) ((at - start) / momentNanos);
    if (moment >= bad.length) {
      int length = Math.max(moment + 1, 2 * bad.length);
      bad = Arrays.copyOf(bad, length);
      total = Arrays.copyOf(total, length);
      allowed = Arrays.copyOf(allowed, length);
    }
    size = Math.max(size, moment + 1);
    bad[moment] += bads;
    total[moment] += good + bads;
    allowed[moment] += share * (good + bads);
    allowedInAll += share * (good + bads);
  }

  private void coarsen() {
    momentNanos *= 2;
    int half = (size + 1) / 2;
    for (int i = 0; i < half; i++) {
      int second = 2 * i + 1;
      boolean both = second < size;
      bad[i] = bad[2 * i] + (both ? bad[second] : 0);
      total[i] = total[2 * i] + (both ? total[second] : 0);
      allowed[i] = allowed[2 * i] + (both ? allowed[second] : 0);
    }
    Arrays.fill(bad, half, size, 0);
    Arrays.fill(total, half, size, 0);
    Arrays.fill(allowed, half, size, 0);
    size = half;
  }

  /**
   * The incidents, the first first; at most {@value #MAX_INCIDENTS}.
   *
   * @param least bad events beyond those allowed that make an incident
   */
  List<Stretch> incidents(double least) {
    double hour = allowedInAll * TimeUnit.HOURS.toNanos(1) / Math.max(1, size * momentNanos);
    List<Stretch> found = new ArrayList<>();
    find(0, size, least, hour, found);
    found.sort((a, b) -> Long.compare(a.from, b.from));
    return found;
  }

  /** Finds the stretch of the highest sum, then what is left and right of it. */
  private void find(int from, int to, double least, double hour, List<Stretch> found) {
    int[] best = heaviest(from, to, 1);
    if (best[0] == best[1]
        || found.size() >= MAX_INCIDENTS
        || !isIncident(stretch(best[0], best[1]), least)) {
      return;
    }
    int[] core = heaviest(best[0], best[1], reference(stretch(best[0], best[1])));
    if (isIncident(stretch(core[0], core[1]), least)) {
      best = core;
    }
    split(best[0], best[1], least, hour, found);
    find(from, best[0], least, hour, found);
    find(best[1], to, least, hour, found);
  }

  /**
   * The burn rate that tells best between 1 and that of a stretch, by the likelihood of Poisson's
   * law: (burn - 1) / ln burn, as in a CUSUM. Example: 46 for a burn of 257.
   */
  private static double reference(Stretch stretch) {
    double burn = stretch.bad / Math.max(1e-9, stretch.allowed);
    return burn > 1 + 1e-9 ? (burn - 1) / Math.log(burn) : 1;
  }

  /** The stretch with most bad events beyond what a burn rate allows; empty if there are none. */
  private int[] heaviest(int from, int to, double burn) {
    double sum = 0;
    double most = 0;
    int begin = from;
    int[] best = {from, from};
    for (int i = from; i < to; i++) {
      sum += bad[i] - burn * allowed[i];
      if (sum <= 0) {
        sum = 0;
        begin = i + 1;
      } else if (sum > most) {
        most = sum;
        best = new int[] {begin, i + 1};
      }
    }
    return best;
  }

  /** Splits a stretch at the most that was regained within, if it is one between two incidents. */
  private void split(int from, int to, double least, double hour, List<Stretch> found) {
    double sum = 0;
    double top = 0;
    int peak = from;
    double fall = 0;
    int end = from;
    int begin = from;
    for (int i = from; i < to; i++) {
      sum += bad[i] - allowed[i];
      if (sum > top) {
        top = sum;
        peak = i + 1;
      } else if (top - sum > fall) {
        fall = top - sum;
        end = peak;
        begin = i + 1;
      }
    }
    boolean isSplit =
        fall >= hour
            && end > from
            && begin < to
            && isIncident(stretch(from, end), least)
            && isIncident(stretch(begin, to), least);
    if (isSplit && found.size() < MAX_INCIDENTS) {
      split(from, end, least, hour, found);
      split(begin, to, least, hour, found);
    } else {
      found.add(stretch(from, to));
    }
  }

  private static boolean isIncident(Stretch stretch, double least) {
    return stretch.bad - stretch.allowed >= least
        && stretch.bad >= EvidenceGate.requiredBad(stretch.allowed, 1, PLACE);
  }

  private Stretch stretch(int from, int to) {
    long bads = 0;
    long events = 0;
    double share = 0;
    for (int i = from; i < to; i++) {
      bads += bad[i];
      events += total[i];
      share += allowed[i];
    }
    return new Stretch(start + from * momentNanos, start + to * momentNanos, bads, events, share);
  }
}
