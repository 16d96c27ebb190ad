package io.sre4j.alert;

import io.sre4j.budget.BurnRate;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.budget.EvidenceGate;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.SloTimeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One rule of an SLO and where it stands. Reads the timelines of the SLO's objectives.
 *
 * <p>With one objective the burn rate is compared in exact decimals. A composite's burn rate is the
 * weighted sum over its objectives; for the evidence it is taken as a scaled Poisson variable of
 * the same mean and variance: with burn = sum of w b / (n p), and the composite just kept (mean 1),
 * the variance is sum of w^2 / (n p) / sum of w. For one objective that is exactly b of n p.
 */
final class RuleWatch {
  private final AlertRule rule;
  private final int place;
  private final List<Objective> objectives;
  private final SloTimeline[] timelines;
  private final int longIndex;
  private final int shortIndex;
  private final BigDecimal exactRatio;
  private final double ratio;
  private final double weights;
  private final long holdNanos;
  private final long settleNanos;
  private AlertPhase phase;

  RuleWatch(Slo slo, int place, List<SloTimeline> timelines, Instant now) {
    this.rule = slo.alerting().rules().get(place);
    this.place = place;
    this.objectives = slo.objectives();
    this.timelines = timelines.toArray(SloTimeline[]::new);
    this.longIndex = this.timelines[0].indexOf(rule.longWindow());
    this.shortIndex = this.timelines[0].indexOf(rule.shortWindow());
    Objective first = objectives.get(0);
    this.exactRatio =
        BigDecimal.valueOf(rule.factor())
            .multiply(first.target().errorBudget())
            .divide(first.weight(), MathContext.DECIMAL128);
    this.ratio = exactRatio.doubleValue();
    this.weights = objectives.stream().mapToDouble(o -> o.weight().doubleValue()).sum();
    this.holdNanos = rule.holdFor().toNanos();
    this.settleNanos = TimeUnit.SECONDS.toNanos(rule.shortWindow().toSeconds());
    this.phase = new AlertPhase.Inactive(now);
  }

  AlertRule rule() {
    return rule;
  }

  AlertPhase phase() {
    return phase;
  }

  int longIndex() {
    return longIndex;
  }

  int shortIndex() {
    return shortIndex;
  }

  /** Looks at the windows once; whether the state changed. */
  boolean tick(Span span, double dispersion) {
    boolean shortBurns = burns(shortIndex);
    boolean burning = shortBurns && burns(longIndex);
    boolean blind = continuity() < ErrorBudget.COVERAGE_FLOOR;
    if (!burning && !blind && phase.state() == AlertState.INACTIVE) {
      return false;
    }
    boolean silent = !shortBurns && total(shortIndex) == 0 && burns(longIndex);
    boolean evidence = burning && observedBad() >= requiredBad(dispersion);
    AlertPhase before = phase;
    phase =
        before.next(
            new AlertPhase.Signal(
                burning, evidence, silent, blind, span.end(), span.at(), holdNanos, settleNanos));
    return phase.state() != before.state();
  }

  /** Whether it fires and would, however much errors cluster. */
  boolean isEvident() {
    return phase.state() == AlertState.FIRING && observedBad() >= requiredBad(Dispersion.MAX);
  }

  /** The burn rate of a window; empty if nothing was counted. */
  OptionalDouble burn(int window) {
    return total(window) == 0 ? OptionalDouble.empty() : OptionalDouble.of(sumOfBurns(window));
  }

  /** Bad events of the long window, in events, slices or their equivalent for a composite. */
  double observedBad() {
    return timelines.length == 1
        ? (double) timelines[0].bad(longIndex) / timelines[0].unit()
        : sumOfBurns(longIndex) / variance();
  }

  long requiredBad(double dispersion) {
    return EvidenceGate.requiredBad(expectedBad(), dispersion, place);
  }

  double continuity() {
    double least = 1;
    for (SloTimeline timeline : timelines) {
      least = Math.min(least, timeline.continuity(shortIndex));
    }
    return least;
  }

  /** The number of the objective that burns most in the long window. */
  int hottest() {
    int hottest = 0;
    for (int i = 1; i < timelines.length; i++) {
      if (burn(i, longIndex) > burn(hottest, longIndex)) {
        hottest = i;
      }
    }
    return hottest;
  }

  private double expectedBad() {
    if (timelines.length > 1) {
      double variance = variance();
      return variance == 0 ? 0 : 1 / variance;
    }
    double total = (double) total(longIndex) / timelines[0].unit();
    return total * objectives.get(0).target().errorBudget().doubleValue();
  }

  private boolean burns(int window) {
    if (timelines.length == 1) {
      long bad = timelines[0].bad(window);
      return bad > 0 && BurnRate.exceeds(bad, bad + timelines[0].good(window), ratio, exactRatio);
    }
    return sumOfBurns(window) > rule.factor();
  }

  private long total(int window) {
    long total = 0;
    for (SloTimeline timeline : timelines) {
      total += timeline.good(window) + timeline.bad(window);
    }
    return total;
  }

  private double sumOfBurns(int window) {
    double sum = 0;
    for (int i = 0; i < timelines.length; i++) {
      sum += burn(i, window);
    }
    return sum;
  }

  private double burn(int i, int window) {
    double bad = timelines[i].bad(window);
    double total = bad + timelines[i].good(window);
    Objective objective = objectives.get(i);
    return total == 0
        ? 0
        : objective.weight().doubleValue()
            * bad
            / total
            / objective.target().errorBudget().doubleValue();
  }

  private double variance() {
    double variance = 0;
    for (int i = 0; i < timelines.length; i++) {
      double total = (double) timelines[i].good(longIndex) + timelines[i].bad(longIndex);
      double expected =
          total / timelines[i].unit() * objectives.get(i).target().errorBudget().doubleValue();
      double weight = objectives.get(i).weight().doubleValue();
      variance += expected == 0 ? 0 : weight * weight / expected / weights;
    }
    return variance;
  }
}
