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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SLOs with four rules each and ten minutes of steady traffic, as the engine wires them. */
final class WatchedSlos {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HISTORY = Duration.ofMinutes(10);
  private static final int PER_TICK = 10_000;

  private final List<SloTimeline> timelines = new ArrayList<>();
  private final List<AlertEvaluator> evaluators = new ArrayList<>();
  private long seconds;

  /**
   * Lets ten minutes pass.
   *
   * @param badPerTick of 10,000 events each second; ten are what the budget allows
   */
  WatchedSlos(int count, int badPerTick) {
    for (int i = 0; i < count; i++) {
      Slo slo = Definitions.availability(i);
      SloTimeline timeline = new SloTimeline(slo, 0, EverySecond.START);
      timelines.add(timeline);
      evaluators.add(
          new AlertEvaluator(slo, List.of(timeline), new NothingKnown(), EverySecond.START));
    }
    while (seconds < HISTORY.toSeconds()) {
      Span span = next();
      timelines.forEach(timeline -> timeline.tick(span, PER_TICK - badPerTick, badPerTick, 0));
      evaluators.forEach(evaluator -> evaluator.tick(span));
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
