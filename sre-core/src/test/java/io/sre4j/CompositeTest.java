package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.EventCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SLOs of several objectives: their burn rates add, each times its weight. */
class CompositeTest {
  private static final Objective AVAILABLE =
      Objective.availability("http", Target.of("99%")).weight(2);
  private static final Objective FAST =
      Objective.latency("http", Duration.ofMillis(100), Target.of("95%"));

  @Test
  void burnRate_twoObjectives_isTheWeightedSum() {
    TestEngine test = new TestEngine(composite(Budgeting.occurrences()));
    second(test, 960, 30, 10);
    SloStatus status = test.status("c");
    // 2 x (10 / 1,000) / 0.01 + 1 x (40 / 1,000) / 0.05
    assertThat(status.burnRates().get(0).value().orElseThrow()).isCloseTo(2.8, within(1e-9));
    assertThat(status.budget().remaining().orElseThrow()).isCloseTo(-1.8, within(1e-9));
    assertThat(status.events()).isEqualTo(new EventCounts(990 + 960, 10 + 40, 0));
  }

  @Test
  void burnRate_ratioTimeslices_shortfallsAdd() {
    TestEngine test = new TestEngine(composite(Budgeting.ratioTimeslices(Duration.ofSeconds(10))));
    for (int i = 0; i < 11; i++) {
      second(test, 960, 30, 10);
    }
    assertThat(test.status("c").budget().remaining().orElseThrow()).isCloseTo(-1.8, within(1e-6));
  }

  @Test
  void alert_sumExceedsThoughNeitherDoes_firesOnceThereIsEvidence() {
    TestEngine test = new TestEngine(composite(Budgeting.occurrences()));
    for (int i = 0; i < 600; i++) {
      second(test, 100, 0, 0);
    }
    List<AlertTransition> transitions = List.of();
    for (int i = 0; i < 300 && !fired(transitions); i++) {
      // Burn rates of 2 x 2.5 and 2: 7 together, 5 at most alone.
      transitions = second(test, 180, 15, 5);
    }
    assertThat(fired(transitions)).isTrue();
    assertThat(transitions.get(0).evidence().longBurn().orElseThrow()).isGreaterThan(6);
  }

  @Test
  void alert_threeEventsInAllOfThemBad_waitsForEvidence() {
    TestEngine test = new TestEngine(composite(Budgeting.occurrences()));
    assertThat(second(test, 30, 0, 2)).hasSize(1);
    assertThat(test.tick()).isEmpty();
    assertThat(test.status("c").alerts().get(0).state()).isEqualTo(AlertState.PENDING);
    assertThat(test.status("c").alerts().get(0).evidence().explanation())
        .contains("is not yet evidence");
  }

  private static boolean fired(List<AlertTransition> transitions) {
    return transitions.stream().anyMatch(t -> t.to() == AlertState.FIRING);
  }

  private static List<AlertTransition> second(TestEngine test, int fast, int slow, int bad) {
    test.record(Outcome.GOOD, fast);
    for (int i = 0; i < slow; i++) {
      test.recorder.record(Outcome.GOOD, 100_000_001);
    }
    test.record(Outcome.BAD, bad);
    return test.tick();
  }

  private static Slo composite(Budgeting budgeting) {
    AlertRule rule = AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 6);
    return Slo.builder("c")
        .objective(AVAILABLE)
        .objective(FAST)
        .window(TimeWindow.rolling(Duration.ofHours(1)))
        .budgeting(budgeting)
        .alerting(AlertPolicy.of("test", rule))
        .build();
  }
}
