package io.sre4j.benchmarks.read;

import io.sre4j.alert.AlertEvaluator;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.benchmarks.Definitions;
import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.SloTimeline;
import io.sre4j.timeline.Timelines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SLOs with four rules each and ten minutes of steady traffic, as the engine wires them. */
final class WatchedSlos {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HISTORY = Duration.ofMinutes(10);
  private static final int PER_TICK = 1_000;
  private static final int CALM_SECONDS = 10; // then one bad event: a tenth of the budget

  private final List<SloTimeline> timelines = new ArrayList<>();
  private final List<AlertEvaluator> evaluators = new ArrayList<>();
  private long seconds;

  /**
   * Lets ten minutes pass, with 1,000 events a second for each SLO.
   *
   * @param outage whether every second one is bad; else one of 10,000, so that one SLO of ten has
   *     had a bad event in the last second, and all have had some
   */
  WatchedSlos(int count, boolean outage) {
    Timelines begun = new Timelines();
    for (int i = 0; i < count; i++) {
      Slo slo = Definitions.availability(i);
      SloTimeline timeline = begun.begin(slo, 0, EverySecond.START);
      timelines.add(timeline);
      evaluators.add(
          new AlertEvaluator(slo, List.of(timeline), new NothingKnown(), EverySecond.START));
    }
    while (seconds < HISTORY.toSeconds()) {
      Span span = next();
      for (int i = 0; i < count; i++) {
        int bad = outage ? PER_TICK / 2 : (seconds + i) % CALM_SECONDS == 0 ? 1 : 0;
        timelines.get(i).tick(span, PER_TICK - bad, bad, 0);
        evaluators.get(i).tick(span);
      }
    }
  }

  /** Looks at all rules, a second after it did before; the number of changes. */
  int evaluate() {
    Span span = next();
    int changes = 0;
    for (AlertEvaluator evaluator : evaluators) {
      changes += evaluator.tick(span).size();
    }
    return changes;
  }

  long rulesIn(AlertState state) {
    return evaluators.stream()
        .flatMap(evaluator -> evaluator.status().stream())
        .map(AlertStatus::state)
        .filter(state::equals)
        .count();
  }

  private Span next() {
    seconds++;
    Instant at = EverySecond.START.plusSeconds(seconds);
    return Span.of(Duration.ofSeconds(seconds).toNanos(), SECOND.toNanos(), SECOND, at);
  }

  /** Is asked only when a rule changes its state. */
  private static final class NothingKnown implements AlertEvaluator.Witness {
    @Override
    public List<Cause> causes() {
      return List.of();
    }

    @Override
    public List<BadEvent> lastBad() {
      return List.of();
    }

    @Override
    public Optional<Exhaustion> exhaustion() {
      return Optional.empty();
    }
  }
}
