package io.sre4j.alert;

import io.sre4j.history.CourseHistory.Onset;
import io.sre4j.history.CourseHistory.Sum;
import io.sre4j.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
  // Far more than doubles round off.
  private static final double MARGIN = 1e-9;
  // A share that no events have.
  private static final double NOWHERE = 2;

  private final double[] perBad = new double[BURN_RATES.length];
  private final double[] perGood = new double[BURN_RATES.length];
  private final double[] sums = new double[BURN_RATES.length];
  // Of each sum that is above 0, when it last was not.
  private final @Nullable Onset[] onsets = new Onset[BURN_RATES.length];
  // That of the largest sum; none if all are 0.
  private @Nullable Onset present;
  // Between which shares nothing changes: every sum stays at the cap, or at 0. At first none.
  private double steadyAbove = NOWHERE;
  private double steadyBelow;

  /**
   * A bank of sums that are all 0.
   *
   * @param allowed the share of events that may be bad
   * @param unit units that an event, or a slice, is counted as
   */
  Cusum(double allowed, long unit) {
    for (int i = 0; i < BURN_RATES.length; i++) {
      double burn = Math.min(BURN_RATES[i], 0.5 / allowed);
      if (burn > 1) {
        perBad[i] = Math.log(burn) / unit;
        perGood[i] = Math.log((1 - burn * allowed) / (1 - allowed)) / unit;
      }
    }
  }

  /**
   * Adds the units that were counted between two ticks.
   *
   * @param before the first of the ticks
   * @param badBefore bad units that had been counted by then
   */
  void add(Span before, long badBefore, long good, long bad, double dispersion) {
    if (bad == 0 && (good == 0 || present == null)) {
      return;
    }
    double all = (double) good + bad;
    if (bad > all * steadyAbove && bad < all * steadyBelow) {
      return;
    }
    double goods = good / dispersion;
    double bads = bad / dispersion;
    Onset rising = null;
    Onset ofLargest = null;
    double largest = 0;
    boolean moves = false;
    for (int i = 0; i < sums.length; i++) {
      double sum = sums[i] + bads * perBad[i] + goods * perGood[i];
      if (sum > 0) {
        if (sums[i] == 0) {
          rising = rising == null ? new Onset(before.at(), before.end(), badBefore) : rising;
          onsets[i] = rising;
        }
        sum = sum > CAP ? CAP : sum;
        // Of sums that reached the cap, the one of the highest burn rate rose last and fastest.
        if (sum >= largest) {
          largest = sum;
          ofLargest = onsets[i];
        }
      }
      sums[i] = sum > 0 ? sum : 0;
      moves |= sum > 0 && sum < CAP;
    }
    if (!Objects.equals(present, ofLargest)) {
      present = ofLargest;
    }
    steadyAbove = NOWHERE;
    if (!moves) {
      findSteadyShares();
    }
  }

  /** Of sums that are all at an end: while they are pushed there, ticks need not add. */
  private void findSteadyShares() {
    steadyAbove = -1;
    steadyBelow = NOWHERE;
    for (int i = 0; i < sums.length; i++) {
      // The share that leaves the sum where it is; none of a burn rate that cannot be.
      double turning = perBad[i] > 0 ? perGood[i] / (perGood[i] - perBad[i]) : NOWHERE;
      if (sums[i] > 0) {
        steadyAbove = Math.max(steadyAbove, turning * (1 + MARGIN));
      } else {
        steadyBelow = Math.min(steadyBelow, turning * (1 - MARGIN));
      }
    }
  }

  /** The last instant before the burning, if anything burns. */
  Optional<Instant> onset() {
    return Optional.ofNullable(present).map(Onset::at);
  }

  /** The onset on the time line of spans; {@link Long#MAX_VALUE} if nothing burns. */
  long onsetEnd() {
    return present == null ? Long.MAX_VALUE : present.end();
  }

  /**
   * Bad units since the onset.
   *
   * @param badUnits all that were counted
   */
  long badSinceOnset(long badUnits) {
    return present == null ? 0 : badUnits - present.badUnits();
  }

  /** The sums as values. */
  List<Sum> sums() {
    List<Sum> values = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      values.add(new Sum(sums[i], Optional.ofNullable(sums[i] > 0 ? onsets[i] : null)));
    }
    return values;
  }

  /** The tick before the burning, if anything burns. */
  Optional<Onset> onsetOf() {
    return Optional.ofNullable(present);
  }

  /** Goes on from the sums of another run. */
  void resume(List<Sum> values, Optional<Onset> onset) {
    for (int i = 0; i < sums.length && i < values.size(); i++) {
      sums[i] = values.get(i).value();
      onsets[i] = values.get(i).rose().orElse(null);
    }
    present = onset.orElse(null);
    steadyAbove = NOWHERE;
  }

  /** Forgets what burned: it is over. */
  void reset() {
    Arrays.fill(sums, 0);
    present = null;
    steadyAbove = NOWHERE;
  }
}
