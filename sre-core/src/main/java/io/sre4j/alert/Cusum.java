package io.sre4j.alert;

import io.sre4j.time.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the burning began: a bank of cumulative sums (Page 1954), one for each burn rate that is
 * looked for.
 *
 * <p>Each sum adds the log-likelihood ratio of the events under its burn rate k against a service
 * that just keeps its objective: bad x ln k + good x ln((1 - k p) / (1 - p)), with p = 1 - target;
 * it never falls below 0. The onset is the last time that the largest sum was 0: noted when the sum
 * rises from 0, so a tick in which nothing burns changes no sum.
 */
final class Cusum {
  private static final double[] BURN_RATES = {3, 6, 14.4, 60, 400};
  // Twice the decision interval for one false alarm a year; keeps an outage from being
  // remembered for days.
  private static final double CAP = 30;

  private final double[] perBad = new double[BURN_RATES.length];
  private final double[] perGood = new double[BURN_RATES.length];
  private final double[] sums = new double[BURN_RATES.length];
  // Of each sum that is above 0, when it last was not.
  private final @Nullable Onset[] onsets = new Onset[BURN_RATES.length];
  private boolean risen;
  // The tick before; its wall clock in parts, as a reference would cost the collector's barrier.
  private long lastEnd;
  private long lastSecond;
  private int lastNano;
  private long badTotal;

  /** A tick, and the bad units that had been counted by then. */
  private record Onset(Instant at, long end, long badUnits) {}

  Cusum(double allowed, Instant now) {
    for (int i = 0; i < BURN_RATES.length; i++) {
      double burn = Math.min(BURN_RATES[i], 0.5 / allowed);
      if (burn > 1) {
        perBad[i] = Math.log(burn);
        perGood[i] = Math.log((1 - burn * allowed) / (1 - allowed));
      }
    }
    ticked(0, now);
  }

  /** Adds what was counted between two ticks, in events or slices. */
  void add(Span span, double good, double bad, long badUnits, double dispersion) {
    if (bad > 0 || risen) {
      move(good, bad, dispersion);
    }
    badTotal += badUnits;
    ticked(span.end(), span.at());
  }

  private void move(double good, double bad, double dispersion) {
    Onset now = null;
    risen = false;
    for (int i = 0; i < sums.length; i++) {
      double before = sums[i];
      if (bad > 0 || before > 0) {
        double sum = Math.max(0, before + (bad * perBad[i] + good * perGood[i]) / dispersion);
        if (before == 0 && sum > 0) {
          now = now == null ? lastTick() : now;
          onsets[i] = now;
        }
        sums[i] = Math.min(CAP, sum);
        risen |= sum > 0;
      }
    }
  }

  private void ticked(long end, Instant at) {
    lastEnd = end;
    lastSecond = at.getEpochSecond();
    lastNano = at.getNano();
  }

  private Onset lastTick() {
    return new Onset(Instant.ofEpochSecond(lastSecond, lastNano), lastEnd, badTotal);
  }

  /** The last instant before the burning, if anything burns. */
  Optional<Instant> onset() {
    return Optional.ofNullable(present()).map(Onset::at);
  }

  /** The onset on the time line of spans; {@link Long#MAX_VALUE} if nothing burns. */
  long onsetEnd() {
    Onset onset = present();
    return onset == null ? Long.MAX_VALUE : onset.end;
  }

  /** Bad units since the onset. */
  long badSinceOnset() {
    Onset onset = present();
    return onset == null ? 0 : badTotal - onset.badUnits;
  }

  /** Forgets what burned: it is over. */
  void reset(Span span) {
    Arrays.fill(sums, 0);
    risen = false;
    ticked(span.end(), span.at());
  }

  /**
   * Of the largest sum; of sums that reached the cap, the one of the highest burn rate, which rose
   * last and fastest.
   */
  private @Nullable Onset present() {
    int largest = 0;
    for (int i = 1; risen && i < sums.length; i++) {
      if (sums[i] >= sums[largest] && sums[i] > 0) {
        largest = i;
      }
    }
    return sums[largest] > 0 ? onsets[largest] : null;
  }
}
