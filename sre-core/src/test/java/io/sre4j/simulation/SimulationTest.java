package io.sre4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.simulation.SimulationReport.Burning;
import io.sre4j.simulation.SimulationReport.PolicyResult;
import io.sre4j.simulation.SimulationReport.Quiet;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Beside the published simulation of the Workbook's policy at 99.9 % of 30 days. */
class SimulationTest {
  private static final long SEED = 7;
  private static final Slo SLO =
      Slo.builder("shop").objective(Objective.availability("checkout", Target.of("99.9%"))).build();

  @Test
  void run_littleTraffic_theGateTakesAwayFalsePages() {
    SimulationReport report = Simulation.of(SLO, 60).seed(SEED).effort(6, 1).run(0.0003, 0.001);

    Quiet kept = named(report, "google", true).quiet().get(1);
    Quiet ungated = named(report, "google", false).quiet().get(1);
    Quiet ungatedLow = named(report, "google", false).quiet().get(0);
    System.out.println("seed " + SEED + ": " + kept + ", " + ungated + ", " + ungatedLow);
    assertThat(ungated.burnRate()).isEqualTo(1);
    assertThat(ungated.pagesPer30Days()).as("35 to 38").isBetween(28.0, 46.0);
    assertThat(ungatedLow.pagesPer30Days()).as("11").isBetween(7.0, 15.0);
    assertThat(kept.pagesPer30Days()).as("0.06 to 0.11").isLessThan(0.7);
  }

  @Test
  void run_muchTraffic_theGateIsFree() {
    SimulationReport report = Simulation.of(SLO, 600).seed(SEED).effort(1, 9).run(0.0144, 1);

    for (boolean gated : new boolean[] {true, false}) {
      Burning burn = named(report, "google", gated).burning().get(0);
      Burning outage = named(report, "google", gated).burning().get(1);
      System.out.println("seed " + SEED + ": " + burn + ", " + outage);
      assertThat(burn.toPage().orElseThrow()).as("58 minutes").isBetween(minutes(40), minutes(80));
      assertThat(outage.toPage().orElseThrow()).isBetween(minutes(1), minutes(2));
      assertThat(outage.found()).isEqualTo(1);
    }
  }

  @Test
  void run_sameSeed_sameReport() {
    Simulation simulation = Simulation.of(SLO, 60).effort(1, 2).seed(SEED);

    assertThat(simulation.run(0.001, 0.1)).isEqualTo(simulation.run(0.001, 0.1));
    assertThat(simulation.run(0.001)).isNotEqualTo(simulation.seed(SEED + 1).run(0.001));
  }

  @Test
  void run_presets_eachThatWorksAndWhyOthersDoNot() {
    SimulationReport report = Simulation.of(SLO, 60).effort(1, 1).run();

    assertThat(report.policies())
        .extracting(result -> result.policy().name() + " " + result.policy().gated())
        .contains("google true", "google false", "sloth true", "pyrra true", "datadog false");
    Slo odd =
        Slo.builder("odd")
            .objective(Objective.availability("checkout", Target.of("99%")))
            .window(TimeWindow.parse("2d"))
            .build();
    assertThat(Simulation.of(odd, 60).effort(1, 1).run().unfit())
        .containsOnlyKeys("sloth", "pyrra", "datadog");
  }

  @Test
  void of_compositeOrNoTraffic_isRefused() {
    Slo composite =
        Slo.builder("both")
            .objective(Objective.availability("a", Target.of("99.9%")))
            .objective(Objective.availability("b", Target.of("99.9%")))
            .build();

    assertThatThrownBy(() -> Simulation.of(composite, 60)).hasMessageContaining("is a composite");
    assertThatThrownBy(() -> Simulation.of(SLO, 0)).hasMessageContaining("is positive");
  }

  private static PolicyResult named(SimulationReport report, String name, boolean gated) {
    return report.policies().stream()
        .filter(result -> result.policy().name().equals(name) && result.policy().gated() == gated)
        .findFirst()
        .orElseThrow();
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
