package io.sre4j.artifact;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One SLO's events step by step, and when its alerts fire by counting: what Prometheus has to find
 * by the rules.
 */
final class Course {
  private final SloRules rules;
  private final long stepSeconds;
  private final List<Phase> phases;
  private final int steps;
  private final double[] bad;
  private final double[] all;
  private final int unitSteps;

  /**
   * A time in which all steps are alike.
   *
   * @param good events of a step
   * @param bad events of a step
   */
  record Phase(int steps, long good, long bad) {}

  Course(SloRules rules, Duration step, List<Phase> phases) {
    this.rules = rules;
    this.stepSeconds = step.toSeconds();
    this.phases = List.copyOf(phases);
    this.steps = phases.stream().mapToInt(Phase::steps).sum();
    Budgeting budgeting = rules.slo.budgeting();
    this.unitSteps = stepsOf(slice(budgeting));
    double[] badEvents = new double[steps + 1];
    double[] allEvents = new double[steps + 1];
    int at = 0;
    for (Phase phase : phases) {
      for (int i = 0; i < phase.steps; i++, at++) {
        badEvents[at + 1] = badEvents[at] + phase.bad;
        allEvents[at + 1] = allEvents[at] + phase.bad + phase.good;
      }
    }
    boolean events = budgeting instanceof Budgeting.Occurrences;
    this.bad = events ? badEvents : slices(budgeting, badEvents, allEvents, true);
    this.all = events ? allEvents : slices(budgeting, badEvents, allEvents, false);
  }

  /** How long a slice is; nothing if events are counted. */
  static Duration slice(Budgeting budgeting) {
    if (budgeting instanceof Budgeting.Timeslices timeslices) {
      return timeslices.slice();
    }
    return budgeting instanceof Budgeting.RatioTimeslices slices ? slices.slice() : Duration.ZERO;
  }

  private double[] slices(Budgeting budgeting, double[] bad, double[] all, boolean badOnly) {
    double[] sums = new double[steps + 1];
    for (int i = 1; i <= steps; i++) {
      int begin = i - unitSteps;
      double events = i % unitSteps == 0 ? all[i] - all[begin] : 0;
      double share = events == 0 ? 0 : (bad[i] - bad[begin]) / events;
      if (budgeting instanceof Budgeting.Timeslices timeslices) {
        double most = timeslices.sliceTarget().errorBudget().doubleValue();
        share = share > most ? 1 : 0;
      }
      sums[i] = sums[i - 1] + (badOnly ? share : events > 0 ? 1 : 0);
    }
    return sums;
  }

  /** The counter in promtool's notation: a sample for each step, from zero on. */
  String series(boolean badEvents) {
    List<String> parts = new ArrayList<>();
    long count = 0;
    for (Phase phase : phases) {
      long growth = badEvents ? phase.bad : phase.good;
      // A part of n + 1 samples is written as first + growth x n.
      long first = parts.isEmpty() ? 0 : count + growth;
      int more = parts.isEmpty() ? phase.steps : phase.steps - 1;
      parts.add(first + "+" + growth + "x" + more);
      count += growth * phase.steps;
    }
    return String.join(" ", parts);
  }

  int steps() {
    return steps;
  }

  /** The steps at the end of which an alert fires. */
  BitSet firing(AlertRule rule) {
    BitSet firing = new BitSet();
    double limit = rule.factor() * rules.counts.budget().doubleValue();
    long holdSteps = (rule.holdFor().toSeconds() + stepSeconds - 1) / stepSeconds;
    int pendingSince = -1;
    for (int i = 1; i <= steps; i++) {
      boolean fires = firing.get(i - 1);
      boolean longBurns = share(rule.longWindow(), i) > limit;
      double shortShare = share(rule.shortWindow(), i);
      boolean burning = longBurns && shortShare > limit;
      boolean silent = longBurns && Double.isNaN(shortShare);
      boolean condition = (burning && (fires || isEvidence(rule, i))) || (silent && fires);
      pendingSince = !condition ? -1 : pendingSince < 0 ? i : pendingSince;
      firing.set(i, condition && i - pendingSince >= holdSteps);
    }
    return firing;
  }

  private boolean isEvidence(AlertRule rule, int at) {
    double expected = rules.counts.budget().doubleValue() * sum(all, rule.longWindow(), at);
    return Math.floor(sum(bad, rule.longWindow(), at) + 0.001) > rules.gate(rule).limit(expected);
  }

  /** The share of bad units at the end of a step; NaN without any. */
  double share(Duration window, int at) {
    return sum(bad, window, at) / sum(all, window, at);
  }

  private double sum(double[] sums, Duration window, int at) {
    return sums[at] - sums[Math.max(0, at - stepsOf(window))];
  }

  private int stepsOf(Duration window) {
    return (int) Math.max(1, Math.round((double) window.toSeconds() / stepSeconds));
  }

  /** Whether no alert changes around a step by so much that a scrape's delay could matter. */
  boolean isSteady(int at) {
    int margin = 2 * unitSteps + 1;
    int from = Math.max(0, at - margin);
    int to = at + margin + 1;
    for (AlertRule rule : rules.slo.alerting().rules()) {
      int fires = firing(rule).get(from, to).cardinality();
      if (to > steps || (fires != 0 && fires != to - from)) {
        return false;
      }
    }
    return true;
  }
}
