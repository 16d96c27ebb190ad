package io.sre4j.alert;

import io.sre4j.time.Span;
import java.time.Instant;
import java.util.Optional;

/**
 * When the burning began: a bank of cumulative sums (Page 1954), one for each burn rate that is
 * looked for.
 *
 * <p>Each sum adds the log-likelihood ratio of the events under its burn rate k against a service
 * that just keeps its objective: bad x ln k + good x ln((1 - k p) / (1 - p)), with p = 1 - target;
 * it never falls below 0. The onset is the last time that the largest sum was 0.
 */
final class Cusum {
  private static final double[] BURN_RATES = {3, 6, 14.4, 60, 400};
  // Twice the decision interval for one false alarm a year; keeps an outage from being
  // remembered for days.
  private static final double CAP = 30;

  private final double[] perBad = new double[BURN_RATES.length];
  private final double[] perGood = new double[BURN_RATES.length];
  private final double[] sums = new double[BURN_RATES.length];
  private final Instant[] zeroAt = new Instant[BURN_RATES.length];
  private final long[] zeroEnd = new long[BURN_RATES.length];
  private final long[] badAtZero = new long[BURN_RATES.length];
  private long badTotal;

  Cusum(double allowed, Instant now) {
    for (int i = 0; i < BURN_RATES.length; i++) {
      double burn = Math.min(BURN_RATES[i], 0.5 / allowed);
      if (burn > 1) {
        perBad[i] = Math.log(burn);
        perGood[i] = Math.log((1 - burn * allowed) / (1 - allowed));
      }
      zeroAt[i] = now;
    }
  }

  /** Adds what was counted between two ticks, in events or slices. */
  void add(Span span, double good, double bad, long badUnits, double dispersion) {
    badTotal += badUnits;
    for (int i = 0; i < sums.length; i++) {
      double sum = sums[i];
      if (bad > 0 || sum > 0) {
        sum = Math.max(0, sum + (bad * perBad[i] + good * perGood[i]) / dispersion);
        sums[i] = Math.min(CAP, sum);
      }
      if (sum == 0) {
        zeroAt[i] = span.at();
        zeroEnd[i] = span.end();
        badAtZero[i] = badTotal;
      }
    }
  }

  /** The last instant before the burning, if anything burns. */
  Optional<Instant> onset() {
    int largest = largest();
    return sums[largest] > 0 ? Optional.of(zeroAt[largest]) : Optional.empty();
  }

  /** The onset on the time line of spans; {@link Long#MAX_VALUE} if nothing burns. */
  long onsetEnd() {
    int largest = largest();
    return sums[largest] > 0 ? zeroEnd[largest] : Long.MAX_VALUE;
  }

  /** Bad units since the onset. */
  long badSinceOnset() {
    int largest = largest();
    return sums[largest] > 0 ? badTotal - badAtZero[largest] : 0;
  }

  /** Forgets what burned: it is over. */
  void reset(Span span) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = 0;
      zeroAt[i] = span.at();
      zeroEnd[i] = span.end();
      badAtZero[i] = badTotal;
    }
  }

  /** Of sums that reached the cap, the one of the highest burn rate: it rose last and fastest. */
  private int largest() {
    int largest = 0;
    for (int i = 1; i < sums.length; i++) {
      if (sums[i] >= sums[largest] && sums[i] > 0) {
        largest = i;
      }
    }
    return largest;
  }
}
