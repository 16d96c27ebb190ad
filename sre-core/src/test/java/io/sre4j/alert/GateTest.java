package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evidence gate is worth: pages by chance, and the time it costs to find what burns. */
@Tag("long")
class GateTest {
  private static final long SEED = 5_000;
  private static final double OUTAGE = 1_000;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"10, 0.3", "10, 1", "60, 0.3", "60, 1", "600, 1", "3600, 1"})
  void insideSlo_independentErrors_atMostTenthOfAPagePerMonth(double perHour, double burn) {
    int runs = perHour > 60 ? 60 : 600;
    int pages = 0;
    for (int i = 0; i < runs; i++) {
      pages += new Simulation(perHour, 1, MINUTE, SEED + i, false).run(MONTH, burn);
    }
    assertThat((double) pages / runs).as("pages per 30 days, seed " + SEED).isLessThan(0.1);
  }

  @Test
  void insideSlo_sixtyPerHourWithoutGate_pagesDaily() {
    int pages = 0;
    for (int i = 0; i < 20; i++) {
      pages += new Simulation(60, 1, MINUTE, SEED + i, true).run(MONTH, 1);
    }
    assertThat(pages / 20.0).as("pages per 30 days, seed " + SEED).isBetween(30.0, 50.0);
  }

  @Test
  void insideSlo_clusteredErrorsFromAColdStart_atMostHalfAPagePerMonth() {
    int runs = 200;
    int firstMonth = 0;
    int secondMonth = 0;
    double dispersion = 0;
    for (int i = 0; i < runs; i++) {
      Simulation simulation = new Simulation(600, 3, MINUTE, SEED + i, false);
      firstMonth += simulation.run(MONTH, 1);
      secondMonth += simulation.run(MONTH, 1);
      dispersion += simulation.dispersion() / runs;
    }
    assertThat((double) firstMonth / runs).as("pages, seed " + SEED).isLessThan(0.5);
    assertThat((double) secondMonth / runs).as("pages once it is learnt").isLessThan(0.2);
    assertThat(dispersion).as("true value 5, plus a standard error").isBetween(4.5, 6.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {600, 3_600, 36_000})
  void outage_enoughTraffic_foundAsSoonAsWithoutGate(double perHour) {
    for (double burn : new double[] {18, 50, OUTAGE}) {
      for (int i = 0; i < 12; i++) {
        Duration gated = timeToPage(perHour, 1, burn, SEED + i, false);
        Duration plain = timeToPage(perHour, 1, burn, SEED + i, true);
        assertThat(gated).as("burn " + burn + ", seed " + (SEED + i)).isEqualTo(plain);
      }
    }
  }

  @Test
  void outage_sixtyPerHour_foundInThreeMinutes() {
    assertThat(medianTimeToPage(1)).isBetween(Duration.ofSeconds(100), Duration.ofMinutes(3));
  }

  @Test
  void outage_sixtyPerHourWithDispersionOfFive_foundInElevenMinutes() {
    assertThat(medianTimeToPage(5)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(11));
  }

  private static Duration medianTimeToPage(double dispersion) {
    Duration[] delays = new Duration[101];
    for (int i = 0; i < delays.length; i++) {
      Simulation simulation = new Simulation(60, 1, SECOND, SEED + i, false);
      simulation.run(Duration.ofHours(30).plusMinutes(7L * i), 0.3);
      simulation.assumeDispersion(dispersion);
      delays[i] = simulation.timeToPage(OUTAGE);
    }
    Arrays.sort(delays);
    return delays[delays.length / 2];
  }

  private static Duration timeToPage(
      double perHour, double cluster, double burn, long seed, boolean plain) {
    Simulation simulation = new Simulation(perHour, cluster, SECOND, seed, plain);
    simulation.run(Duration.ofHours(12).plusMinutes(7 * (seed % 13)), 0.3);
    return simulation.timeToPage(burn);
  }
}
