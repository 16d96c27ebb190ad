package io.sre4j.benchmarks.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import org.junit.jupiter.api.Test;

class EvaluateBenchmarkTest {
  private static final int SLOS = 5;
  private static final int BAD_IN_OUTAGE = 5_000;
  private static final int EVALUATIONS = 10_000;

  @Test
  void evaluate_calm_noRuleEverFires() {
    WatchedSlos slos = new WatchedSlos(SLOS, false);

    assertThat(changes(slos)).isZero();
    assertThat(slos.rulesIn(AlertState.INACTIVE)).isEqualTo(4 * SLOS);
  }

  @Test
  void evaluate_outage_allRulesFireAllTheTime() {
    WatchedSlos slos = new WatchedSlos(SLOS, true);

    assertThat(changes(slos)).isZero();
    assertThat(slos.rulesIn(AlertState.FIRING)).isEqualTo(4 * SLOS);
  }

  @Test
  void healthMeterRegistry_calmAndOutage_tellsThemApart() {
    try (HealthObjectives calm = new HealthObjectives(SLOS, EvaluateBenchmark.BAD_ON_CALM_DAY);
        HealthObjectives outage = new HealthObjectives(SLOS, BAD_IN_OUTAGE)) {
      assertThat(calm.healthy()).isEqualTo(SLOS);
      assertThat(outage.healthy()).isZero();
    }
  }

  private static int changes(WatchedSlos slos) {
    int changes = 0;
    for (int i = 0; i < EVALUATIONS; i++) {
      changes += slos.evaluate();
    }
    return changes;
  }
}
