package io.sre4j.backtest;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What SLOs would have said of recorded events. Immutable.
 *
 * @param from when the first tick began
 * @param to the last tick: alerts that fire then are not resolved
 * @param rows rows that were counted
 * @param ignored rows of SLIs that no SLO is about
 * @param slos one for each SLO, in the order given
 */
public record BacktestReport(
    Instant from, Instant to, long rows, long ignored, List<SloResult> slos) {

  /** Copies the list. */
  public BacktestReport {
    slos = List.copyOf(slos);
  }

  /**
   * What one SLO would have said.
   *
   * @param slo the promise
   * @param good events that kept it, of all rows
   * @param bad events that broke it, of all rows
   * @param excluded events that say nothing, of all rows
   * @param sli the share of good units: of all events; of slices of time, those of the period that
   *     ends with the last tick; empty if there were none
   * @param budgetRemaining what is left of the period that ends with the last tick, as {@link
   *     BurnTimeline#budgetRemaining}; empty if nothing was counted in it
   * @param coverage the share of that period which the rows cover, from 0 to 1
   * @param alerts in the order in which they fired
   * @param timeline burn rates over time
   * @param quality the policy beside the incidents of the data
   */
  public record SloResult(
      Slo slo,
      long good,
      long bad,
      long excluded,
      OptionalDouble sli,
      OptionalDouble budgetRemaining,
      double coverage,
      List<Alert> alerts,
      BurnTimeline timeline,
      Quality quality) {
    /** Copies the list. */
    public SloResult {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert that would have been sent.
   *
   * @param rule what fired
   * @param firedAt the tick that found it
   * @param resolvedAt the tick at which it burned no more; empty if it fired to the end
   * @param budgetSpent the share of the period's budget that had gone since the onset when it fired
   */
  public record Alert(
      AlertRule rule, Instant firedAt, Optional<Instant> resolvedAt, OptionalDouble budgetSpent) {}

  /**
   * A stretch of time that spent too much, found by hindsight: from its first bad event to its
   * last, as exactly as {@link Quality#grain}.
   *
   * @param from its beginning
   * @param to its end
   * @param bad bad events
   * @param total good and bad events
   * @param budgetSpent the share of the budget of a period with the data's mean traffic
   * @param detection how long after its beginning the first alert fired; empty if it was missed
   * @param reset how long after its end the last of its pages resolved, or of its tickets if none
   *     was a page; empty if it was missed, or one of them fires to the end of the data
   */
  public record Incident(
      Instant from,
      Instant to,
      long bad,
      long total,
      double budgetSpent,
      Optional<Duration> detection,
      Optional<Duration> reset) {}

  /**
   * The four properties of an alerting strategy (SRE Workbook, chapter 5), beside incidents that
   * hindsight finds in the data.
   *
   * @param incidents those that spent as much budget as an alert of the policy stands for, and
   *     cannot be chance
   * @param grain how exactly they are found
   * @param trueAlerts alerts that fired during an incident, or within their short window after it
   * @param alerts all alerts
   * @param found incidents with an alert
   * @param detection the median over the incidents found; empty if none was
   * @param reset the median over the incidents found that were reset; empty if none was
   */
  public record Quality(
      List<Incident> incidents,
      Duration grain,
      int trueAlerts,
      int alerts,
      int found,
      Optional<Duration> detection,
      Optional<Duration> reset) {
    /** Copies the list. */
    public Quality {
      incidents = List.copyOf(incidents);
    }

    /** The share of alerts that are about an incident; empty without alerts. */
    public OptionalDouble precision() {
      return alerts == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) trueAlerts / alerts);
    }

    /** The share of incidents that an alert found; empty without incidents. */
    public OptionalDouble recall() {
      return incidents.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of((double) found / incidents.size());
    }
  }
}
