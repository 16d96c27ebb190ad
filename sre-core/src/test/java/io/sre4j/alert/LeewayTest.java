package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.SloTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An evaluator that looks only when it must, against one that looks at every tick. */
class LeewayTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TimeWindow PERIOD = TimeWindow.rolling(Duration.ofDays(30));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int TICKS = 30_000;

  private final Nobody nobody = new Nobody();
  private long end = START.getEpochSecond() * 1_000_000_000L;
  private Instant at = START;

  @ParameterizedTest
  @CsvSource({
    "google, 99.9%, 10, 1",
    "google, 99.99%, 5, 2",
    "sloth, 99%, 10, 3",
    "sloth, 99.9%, 1, 4",
    "sloth, 94%, 10, 5",
    "steady, 90%, 10, 6",
    "page, 99.9%, 10, 7"
  })
  void tick_daysOfCalmBurningSilenceAndGaps_changesWhatOneThatAlwaysLooksChanges(
      String preset, String target, int tickSeconds, long seed) {
    Slo slo =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of(target)))
            .window(PERIOD)
            .alerting(policy(preset))
            .build();
    SplittableRandom random = new SplittableRandom(seed);
    Duration tick = Duration.ofSeconds(tickSeconds);
    double allowed = slo.objectives().get(0).target().errorBudget().doubleValue();
    Watched sometimes = new Watched(slo);
    Watched always = new Watched(slo);
    Set<AlertState> seen = EnumSet.noneOf(AlertState.class);
    double burn = 0;
    int perTick = 1_000;
    for (int i = 0; i < TICKS; i++) {
      if (random.nextInt(400) == 0) {
        burn = Math.exp(random.nextDouble(-3, preset.equals("steady") ? 2 : 8));
        perTick = random.nextInt(10) == 0 ? 0 : 1 << random.nextInt(14);
      }
      Span span = next(tick, random.nextInt(5_000) == 0 ? random.nextInt(4_000) : 1);
      int bad = bad(perTick, Math.min(1, burn * allowed), random);
      always.timeline.takeBack(always.timeline.emptyCopy());
      List<AlertTransition> expected = always.tick(span, perTick - bad, bad);
      assertThat(sometimes.tick(span, perTick - bad, bad))
          .as("seed %d, tick %d", seed, i)
          .isEqualTo(expected);
      expected.forEach(transition -> seen.add(transition.to()));
      if (random.nextInt(3_000) == 0) {
        maintain(random.nextLong(1, 7_200), sometimes, always);
      }
      if (i % 100 == 0) {
        assertThat(sometimes.evaluator.status())
            .as("seed %d, tick %d", seed, i)
            .isEqualTo(always.evaluator.status());
      }
    }
    assertThat(seen).contains(AlertState.FIRING, AlertState.RESOLVED, AlertState.FROZEN);
  }

  /** A rule of factor 1 may go on burning without being evident; one alone is looked at seldom. */
  private static AlertPolicy policy(String name) {
    return switch (name) {
      case "steady" -> AlertPolicy.of(name, rule(1));
      case "page" -> AlertPolicy.of(name, rule(14.4));
      default -> AlertPolicy.preset(name, PERIOD);
    };
  }

  private static AlertRule rule(double factor) {
    return AlertRule.of(Severity.PAGE, HOUR, Duration.ofMinutes(5), factor);
  }

  @Test
  void holds_eachLimitAndSlot_endsTheLeeway() {
    for (int limited = 0; limited < 4; limited++) {
      Slo slo =
          Slo.builder("s")
              .objective(Objective.availability("e", Target.of("99.9%")))
              .alerting(policy("page"))
              .build();
      SloTimeline timeline = new SloTimeline(slo, end, at);
      Leeway leeway = new Leeway(timeline);
      assertThat(leeway.holds()).isFalse();
      leeway.begin();
      int hour = timeline.indexOf(HOUR);
      leeway.limitGood(limited == 0 ? 5 : 100, hour);
      leeway.limitBad(limited == 1 ? 3 : 100, hour);
      leeway.limitAll(limited == 2 ? 8 : 100, hour);
      Duration tick = Duration.ofSeconds(1);
      timeline.tick(next(tick, 1), 5, 3, 0);
      assertThat(leeway.holds()).isTrue();
      timeline.tick(next(tick, 1), limited == 1 ? 0 : 1, limited == 1 ? 1 : 0, 0);
      assertThat(leeway.holds()).as("limit %d", limited).isEqualTo(limited == 3);
      for (int i = 0; i < 60; i++) {
        timeline.tick(next(tick, 1), 0, 0, 0);
      }
      assertThat(leeway.holds()).as("a slot of a minute ended").isFalse();
    }
  }

  /** Takes what the last seconds counted out, and sometimes gives it back at once. */
  private void maintain(long seconds, Watched... all) {
    for (Watched watched : all) {
      SloTimeline copy = watched.timeline.emptyCopy();
      long from = Math.max(watched.timeline.reach(), end - seconds * 1_000_000_000L);
      watched.timeline.moveTo(copy, from, end);
      if (seconds % 3 == 0) {
        watched.timeline.takeBack(copy);
      }
    }
  }

  private Span next(Duration tick, int times) {
    long elapsed = tick.toNanos() * times;
    end += elapsed;
    at = at.plusNanos(elapsed);
    return Span.of(end, elapsed, tick, at);
  }

  private static int bad(int events, double share, SplittableRandom random) {
    double mean = events * share;
    int whole = (int) mean;
    return Math.min(events, whole + (random.nextDouble() < mean - whole ? 1 : 0));
  }

  private final class Watched {
    private final SloTimeline timeline;
    private final AlertEvaluator evaluator;

    Watched(Slo slo) {
      this.timeline = new SloTimeline(slo, end, at);
      this.evaluator = new AlertEvaluator(slo, List.of(timeline), nobody, at);
    }

    List<AlertTransition> tick(Span span, long good, long bad) {
      timeline.tick(span, good, bad, 0);
      return new ArrayList<>(evaluator.tick(span));
    }
  }

  private static final class Nobody implements AlertEvaluator.Witness {
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
