package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who fails until nobody asks any more is not cured. */
class SilenceTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  @Test
  void tick_lastEventsLeaveTheShortWindow_firesUntilTheLongOneIsOver() {
    FakeTime time = new FakeTime(START);
    Slo slo =
        Slo.builder("checkout")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .build();
    try (SreEngine engine =
        SreEngine.builder()
            .timeSource(time)
            .manualTicks()
            .sli(Sli.events("checkout"))
            .slo(slo)
            .build()) {
      SliRecorder recorder = engine.recorder("checkout");
      for (int second = 0; second < 60; second++) {
        record(recorder, 10, 10);
        tick(engine, time);
      }
      // One in fifteen fails in the last slot; as it leaves, the half of one is rounded to none.
      record(recorder, 14, 0);
      tick(engine, time);
      record(recorder, 0, 1);
      List<String> ends = new ArrayList<>();
      for (int second = 61; second < 4_000; second++) {
        for (AlertTransition transition : tick(engine, time)) {
          if (transition.to() == AlertState.RESOLVED) {
            ends.add(
                transition.rule().id()
                    + " "
                    + Duration.between(START, transition.at()).toMinutes());
          }
        }
      }
      assertThat(ends).isNotEmpty().first().isEqualTo("page 1h/5m 61");
    }
  }

  private static void record(SliRecorder recorder, int good, int bad) {
    for (int i = 0; i < good; i++) {
      recorder.record(Outcome.GOOD);
    }
    for (int i = 0; i < bad; i++) {
      recorder.record(Outcome.BAD);
    }
  }

  private static List<AlertTransition> tick(SreEngine engine, FakeTime time) {
    time.advance(Duration.ofSeconds(1));
    return engine.tick();
  }
}
