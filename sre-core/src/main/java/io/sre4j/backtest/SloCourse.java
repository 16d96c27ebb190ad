package io.sre4j.backtest;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.backtest.BacktestReport.Alert;
import io.sre4j.backtest.BacktestReport.Incident;
import io.sre4j.backtest.BacktestReport.Quality;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of one SLO in the course of a backtest. Not thread-safe. */
final class SloCourse {
  private final Slo slo;
  private final EventKinds kinds;
  private final Hindsight hindsight;
  private final BurnTimeline timeline;
  private final List<Alert> alerts = new ArrayList<>();
  // The place of the alert that fires, by the id of its rule.
  private final Map<String, Integer> firing = new HashMap<>();

  SloCourse(Slo slo, EventKinds kinds, BurnRates rates, long start, long momentNanos) {
    this.slo = slo;
    this.kinds = kinds;
    this.hindsight = new Hindsight(start, momentNanos);
    this.timeline =
        new BurnTimeline(IntStream.range(0, rates.size()).mapToObj(rates::window).toList());
  }

  Slo slo() {
    return slo;
  }

  BurnTimeline timeline() {
    return timeline;
  }

  /** Looks at what was counted at a time, by kind. */
  void count(long at, long[] counts) {
    for (Objective objective : slo.objectives()) {
      hindsight.add(
          at,
          kinds.good(objective, counts),
          kinds.bad(objective, counts),
          objective.target().errorBudget().doubleValue());
    }
  }

  /** An alert that was frozen goes on; all others that no longer fire are resolved. */
  void on(AlertTransition change) {
    String rule = change.rule().id();
    Integer open = firing.get(rule);
    if (change.to() == AlertState.FIRING && open == null) {
      firing.put(rule, alerts.size());
      alerts.add(
          new Alert(change.rule(), change.at(), Optional.empty(), change.evidence().budgetSpent()));
    } else if (open != null
        && change.to() != AlertState.FIRING
        && change.to() != AlertState.FROZEN) {
      Alert fired = alerts.get(open);
      alerts.set(
          open,
          new Alert(fired.rule(), fired.firedAt(), Optional.of(change.at()), fired.budgetSpent()));
      firing.remove(rule);
    }
  }

  /**
   * The result.
   *
   * @param totals all events by kind
   * @param last the rates as of the last tick
   * @param nanos how long it took
   */
  SloResult result(long[] totals, BurnRates last, SloStatus status, long nanos) {
    long good = slo.objectives().stream().mapToLong(o -> kinds.good(o, totals)).sum();
    long bad = slo.objectives().stream().mapToLong(o -> kinds.bad(o, totals)).sum();
    long excluded = slo.objectives().stream().mapToLong(o -> kinds.excluded(o, totals)).sum();
    boolean byEvents = slo.budgeting() instanceof Budgeting.Occurrences;
    OptionalDouble ofEvents =
        good + bad == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) good / (good + bad));
    double burn = last.rate(last.size() - 1);
    return new SloResult(
        slo,
        good,
        bad,
        excluded,
        byEvents ? ofEvents : status.sli(),
        Double.isNaN(burn) ? OptionalDouble.empty() : OptionalDouble.of(1 - burn),
        status.budget().coverage(),
        alerts,
        timeline,
        quality(nanos));
  }

  private Quality quality(long nanos) {
    double period = slo.window().nominalLength().toNanos();
    double allowed = hindsight.allowedInAll() * period / Math.max(1, nanos);
    List<Incident> incidents =
        slo.alerting().rules().isEmpty()
            ? List.of()
            : hindsight.incidents(leastShare(nanos) * allowed).stream()
                .map(stretch -> incident(stretch, allowed))
                .toList();
    return new Quality(
        incidents,
        Duration.ofNanos(hindsight.momentNanos()),
        (int) alerts.stream().filter(a -> incidents.stream().anyMatch(i -> isOf(a, i))).count(),
        alerts.size(),
        (int) incidents.stream().filter(i -> i.detection().isPresent()).count(),
        median(incidents.stream().map(Incident::detection)),
        median(incidents.stream().map(Incident::reset)));
  }

  /** The least share of the budget that has gone when an alert fires: factor x long / period. */
  private double leastShare(long nanos) {
    double period = slo.window().nominalLength().toNanos();
    return slo.alerting().rules().stream()
        .mapToDouble(r -> r.factor() * Math.min(nanos, r.longWindow().toNanos()) / period)
        .min()
        .orElse(1);
  }

  private Incident incident(Hindsight.Stretch stretch, double allowed) {
    Incident bare =
        new Incident(
            Replay.instant(stretch.from()),
            Replay.instant(stretch.to()),
            stretch.bad(),
            stretch.total(),
            stretch.bad() / allowed,
            Optional.empty(),
            Optional.empty());
    List<Alert> about = alerts.stream().filter(alert -> isOf(alert, bare)).toList();
    if (about.isEmpty()) {
      return bare;
    }
    List<Alert> pages = about.stream().filter(SloCourse::isPage).toList();
    List<Alert> urgent = pages.isEmpty() ? about : pages;
    boolean isReset = urgent.stream().allMatch(alert -> alert.resolvedAt().isPresent());
    return new Incident(
        bare.from(),
        bare.to(),
        bare.bad(),
        bare.total(),
        bare.budgetSpent(),
        about.stream().map(a -> since(bare.from(), a.firedAt())).min(Duration::compareTo),
        isReset
            ? urgent.stream()
                .flatMap(a -> a.resolvedAt().stream())
                .map(at -> since(bare.to(), at))
                .max(Duration::compareTo)
            : Optional.empty());
  }

  private static boolean isPage(Alert alert) {
    return alert.rule().severity() == Severity.PAGE;
  }

  private static Duration since(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }

  private static boolean isOf(Alert alert, Incident incident) {
    Duration late = alert.rule().shortWindow();
    boolean before = alert.resolvedAt().map(at -> at.isBefore(incident.from())).orElse(false);
    return !before && !alert.firedAt().isAfter(incident.to().plus(late));
  }

  private static Optional<Duration> median(Stream<Optional<Duration>> durations) {
    List<Duration> sorted = durations.flatMap(Optional::stream).sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
  }
}
