package io.sre4j.alert;

import io.sre4j.budget.BurnRate;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.budget.EvidenceGate;
import io.sre4j.history.AlertHistory;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.SloTimeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * One rule of an SLO and where it stands. Reads the timelines of the SLO's objectives.
 *
 * <p>With one objective the burn rate is compared in exact decimals. A composite's burn rate is the
 * weighted sum over its objectives; for the evidence it is taken as a scaled Poisson variable of
 * the same mean and variance: with burn = sum of w b / (n p), and the composite just kept (mean 1),
 * the variance is sum of w^2 / (n p) / sum of w. For one objective that is exactly b of n p.
 */
final class RuleWatch {
  // Far more than doubles round off.
  private static final double MARGIN = 1e-9;

  private final AlertRule rule;
  private final Objective objective;
  private final SloTimeline[] timelines;
  private final double[] budgets;
  private final double[] weights;
  private final int longIndex;
  private final int shortIndex;
  private final double ratio;
  // Bad per good event, a little more and a little less than what burns the factor.
  private final double surely;
  private final double hardly;
  private final EvidenceGate gate;
  private final boolean gated;
  private AlertPhase phase;
  private AlertState state;

  /**
   * The rule at a place of its policy, inactive.
   *
   * @param budgets the share of events that may be bad, of each objective
   * @param weights of each objective
   */
  RuleWatch(
      Slo slo,
      int place,
      SloTimeline[] timelines,
      double[] budgets,
      double[] weights,
      AlertPhase phase) {
    this.rule = slo.alerting().rules().get(place);
    this.timelines = timelines;
    this.budgets = budgets;
    this.weights = weights;
    this.longIndex = timelines[0].indexOf(rule.longWindow());
    this.shortIndex = timelines[0].indexOf(rule.shortWindow());
    this.objective = slo.objectives().get(0);
    this.ratio = exactRatio().doubleValue();
    this.surely = ratio < 1 ? ratio / (1 - ratio) * (1 + MARGIN) : Double.POSITIVE_INFINITY;
    this.hardly = ratio < 1 ? ratio / (1 - ratio) * (1 - MARGIN) : 0;
    this.gate = new EvidenceGate(place);
    this.gated = slo.alerting().gated();
    this.phase = phase;
    this.state = phase.state();
  }

  /** The share of bad events at which an objective alone burns the factor. */
  private BigDecimal exactRatio() {
    BigDecimal ratio = BigDecimal.valueOf(rule.factor()).multiply(objective.target().errorBudget());
    return objective.weight().equals(BigDecimal.ONE)
        ? ratio
        : ratio.divide(objective.weight(), MathContext.DECIMAL128);
  }

  AlertRule rule() {
    return rule;
  }

  AlertPhase phase() {
    return phase;
  }

  AlertState state() {
    return state;
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
    boolean blind = isBlind();
    if (!blind && state == (burning ? AlertState.FIRING : AlertState.INACTIVE)) {
      return false;
    }
    boolean silent = !shortBurns && isSilent() && burns(longIndex);
    boolean evidence = burning && (!gated || gate.passes(observedBad(), expectedBad(), dispersion));
    AlertState before = state;
    phase =
        phase.next(
            new AlertPhase.Signal(
                burning,
                evidence,
                silent,
                blind,
                span.end(),
                span.at(),
                rule.holdFor().toNanos(),
                shortNanos()));
    state = phase.state();
    return state != before;
  }

  /** Where it stands, for the next run. */
  AlertHistory.Rule history() {
    return phase.historyOf(rule);
  }

  /** Stands where it stood in another run. */
  void resume(AlertHistory.Rule before) {
    phase = AlertPhase.of(before);
    state = phase.state();
  }

  private long shortNanos() {
    return rule.shortWindow().toNanos();
  }

  /**
   * Whether the short window holds nothing but what is left of its edge slot: that is rounded, and
   * may lose its bad events before the good ones.
   */
  private boolean isSilent() {
    for (SloTimeline timeline : timelines) {
      if (timeline.leastGood(shortIndex) > 0 || timeline.leastBad(shortIndex) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether too little of the short window was measured to say anything. */
  private boolean isBlind() {
    for (SloTimeline timeline : timelines) {
      if (timeline.sinceGap() <= 2 * shortNanos()
          && timeline.continuity(shortIndex) < ErrorBudget.COVERAGE_FLOOR) {
        return true;
      }
    }
    return false;
  }

  /** Whether it fires, or did when it froze. */
  boolean isBurning() {
    return state == AlertState.FIRING
        || (phase instanceof AlertPhase.Frozen frozen
            && frozen.before().state() == AlertState.FIRING);
  }

  /** Whether it fires and would, however much errors cluster. */
  boolean isEvident() {
    return state == AlertState.FIRING
        && (isKnownToBeEvident() || gate.passes(observedBad(), expectedBad(), Dispersion.MAX));
  }

  /** By bounds of one objective's counts, which are cheaper than the counts. */
  private boolean isKnownToBeEvident() {
    SloTimeline timeline = timelines[0];
    double unit = timeline.unit();
    double most = timeline.mostBad(longIndex) + timeline.mostGood(longIndex);
    return timelines.length == 1
        && gate.isKnownToPass(
            timeline.leastBad(longIndex) / unit, most / unit * budgets[0], Dispersion.MAX);
  }

  /**
   * Limits how far the totals may rise without a change of state; leaves no leeway if the state is
   * none that lasts by itself. Of a single objective.
   */
  void limit(Leeway leeway) {
    SloTimeline timeline = timelines[0];
    boolean lasts = timeline.sinceGap() > 2 * shortNanos();
    if (lasts && state == AlertState.INACTIVE) {
      // One window that cannot burn is enough; slots of the longer one end less often.
      long most = mostBadTotal(timeline, longIndex);
      if (most >= timeline.badTotal()) {
        leeway.limitBad(most, longIndex);
      } else {
        leeway.limitBad(mostBadTotal(timeline, shortIndex), shortIndex);
      }
    } else if (lasts && state == AlertState.FIRING) {
      leeway.limitGood(mostGoodTotal(timeline, longIndex), longIndex);
      leeway.limitGood(mostGoodTotal(timeline, shortIndex), shortIndex);
    } else {
      leeway.none();
    }
  }

  /** The bad units up to which {@link #cannotBurn} holds, if good ones do not get fewer. */
  private long mostBadTotal(SloTimeline timeline, int window) {
    long allowed = (long) (hardly * Math.max(0, timeline.leastGood(window)));
    return timeline.badTotal() - timeline.mostBad(window) + allowed;
  }

  /** The good units up to which a window surely burns, if bad ones do not get fewer. */
  private long mostGoodTotal(SloTimeline timeline, int window) {
    long allowed = (long) Math.ceil(timeline.leastBad(window) / surely) - 1;
    return timeline.goodTotal() - timeline.mostGood(window) + allowed;
  }

  /** Limits how far the totals may rise with the rule still evident; whether that is known. */
  boolean limitEvident(Leeway leeway) {
    if (!isKnownToBeEvident()) {
      return false;
    }
    SloTimeline timeline = timelines[0];
    long most = timeline.mostBad(longIndex) + timeline.mostGood(longIndex);
    long allowed = (long) (gate.knownExpected() * timeline.unit() / budgets[0]);
    leeway.limitAll(timeline.goodTotal() + timeline.badTotal() - most + allowed, longIndex);
    return true;
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
    return gate.required(expectedBad(), dispersion);
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
    return (double) total(longIndex) / timelines[0].unit() * budgets[0];
  }

  private boolean burns(int window) {
    return timelines.length == 1 ? burns(timelines[0], window) : sumOfBurns(window) > rule.factor();
  }

  /** Bounds decide, unless it depends on how much of the window's edge slot is inside. */
  private boolean burns(SloTimeline timeline, int window) {
    if (state != AlertState.FIRING && cannotBurn(timeline, window)) {
      return false;
    }
    if (timeline.leastBad(window) > surely * timeline.mostGood(window)) {
      return true;
    }
    long bad = timeline.bad(window);
    return bad > 0 && BurnRate.exceeds(bad, bad + timeline.good(window), ratio, this::exactRatio);
  }

  private boolean cannotBurn(SloTimeline timeline, int window) {
    long bad = timeline.mostBad(window);
    return bad <= 0 || bad < hardly * timeline.leastGood(window);
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
    return total == 0 ? 0 : weights[i] * bad / total / budgets[i];
  }

  private double variance() {
    double variance = 0;
    double sum = 0;
    for (int i = 0; i < timelines.length; i++) {
      sum += weights[i];
    }
    for (int i = 0; i < timelines.length; i++) {
      double total = (double) timelines[i].good(longIndex) + timelines[i].bad(longIndex);
      double expected = total / timelines[i].unit() * budgets[i];
      variance += expected == 0 ? 0 : weights[i] * weights[i] / expected / sum;
    }
    return variance;
  }
}
