package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
    long pages =
        IntStream.range(0, runs)
            .parallel()
            .mapToLong(i -> new Simulation(perHour, 1, MINUTE, SEED + i, false).run(MONTH, burn))
            .sum();
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
    List<Learnt> learnt =
        IntStream.range(0, runs).parallel().mapToObj(i -> learnt(SEED + i)).toList();
    double dispersion = learnt.stream().mapToDouble(Learnt::dispersion).average().orElse(0);
    assertThat(learnt.stream().mapToDouble(Learnt::firstMonth).average().orElse(1))
        .as("pages, seed " + SEED)
        .isLessThan(0.5);
    assertThat(learnt.stream().mapToDouble(Learnt::secondMonth).average().orElse(1))
        .as("pages once it is learnt")
        .isLessThan(0.2);
    assertThat(dispersion).as("true value 5, plus a standard error").isBetween(4.5, 6.5);
  }

  private record Learnt(int firstMonth, int secondMonth, double dispersion) {}

  private static Learnt learnt(long seed) {
    Simulation simulation = new Simulation(600, 3, MINUTE, seed, false);
    int first = simulation.run(MONTH, 1);
    int second = simulation.run(MONTH, 1);
    return new Learnt(first, second, simulation.dispersion());
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
    List<Duration> delays =
        IntStream.range(0, 101)
            .parallel()
            .mapToObj(i -> {
              Simulation simulation = new Simulation(60, 1, SECOND, SEED + i, false);
              simulation.run(Duration.ofHours(30).plusMinutes(7L * i), 0.3);
              simulation.assumeDispersion(dispersion);
              return simulation.timeToPage(OUTAGE);
            })
            .sorted()
            .toList();
    return delays.get(delays.size() / 2);
  }

  private static Duration timeToPage(
      double perHour, double cluster, double burn, long seed, boolean plain) {
    Simulation simulation = new Simulation(perHour, cluster, SECOND, seed, plain);
    simulation.run(Duration.ofHours(12).plusMinutes(7 * (seed % 13)), 0.3);
    return simulation.timeToPage(burn);
  }
}
