package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import java.time.Duration;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  private static final Duration D30 = Duration.ofDays(30);
  private static final double TENTH_OF_NORMAL = 1.2815515655446004;

  /** The worst relative errors seen are 6.6 %, 1.3 %, 0.41 %, 0.05 % and 0.002 %. */
  @ParameterizedTest
  @CsvSource({
    "1, 1.5, 0.066",
    "1.5, 2, 0.0145",
    "2, 10, 0.0042",
    "10, 100, 0.0005",
    "100, 100000, 0.000017"
  })
  void gammaQuantile_shapes_isCloseToTheExact(double from, double to, double bound) {
    double worst = 0;
    for (double shape = from; shape <= to; shape *= 1.005) {
      GammaDistribution exact = GammaDistribution.of(shape, 1);
      worst = Math.max(worst, error(shape, TENTH_OF_NORMAL, exact, 0.9));
      worst = Math.max(worst, error(shape, -TENTH_OF_NORMAL, exact, 0.1));
    }
    assertThat(worst).as("worst relative error").isGreaterThan(bound / 2).isLessThan(bound);
  }

  private static double error(double shape, double normal, GammaDistribution exact, double p) {
    return Math.abs(
        Forecast.gammaQuantile(shape, normal) / exact.inverseCumulativeProbability(p) - 1);
  }

  /** Exact quantiles of Gamma(100.5) are 113.54 and 87.89: 300 / 113.54 and 300 / 87.89 days. */
  @Test
  void exhaustion_workedExample_isThreeDaysWithItsInterval() {
    Exhaustion exhaustion = Forecast.exhaustion(0.9, D30, 9, 100).orElseThrow();

    assertThat(exhaustion.expected()).isEqualTo(Duration.ofDays(3));
    assertThat(days(exhaustion.earliest())).isBetween(2.641, 2.643);
    assertThat(days(exhaustion.latest())).isBetween(3.413, 3.415);
  }

  private static double days(Duration duration) {
    return duration.toSeconds() / 86_400.0;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9, 100",
    "-0.5, 9, 100",
    "0.9, 0, 100",
    "0.9, -1, 100",
    "0.9, 9, 0",
    "NaN, 9, 100",
    "0.9, NaN, 100",
    "0.9, 9, NaN"
  })
  void exhaustion_nothingLeftOrNothingBurns_isEmpty(double left, double burnRate, double bad) {
    assertThat(Forecast.exhaustion(left, D30, burnRate, bad)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 30", "0.5, 1, 15", "1, 2, 15", "0.25, 0.5, 15", "1, 1000, 0.03"})
  void exhaustion_pace_isShareLeftTimesPeriodPerBurnRate(double left, double rate, double days) {
    assertThat(Forecast.exhaustion(left, D30, rate, 10).orElseThrow().expected())
        .isEqualTo(Duration.ofSeconds(Math.round(days * 86_400)));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "1", "2", "10", "1000", "1000000"})
  void exhaustion_anyCount_intervalHoldsTheExpectedAndNarrowsWithEvidence(double bad) {
    Exhaustion exhaustion = Forecast.exhaustion(0.9, D30, 9, bad).orElseThrow();
    Exhaustion moreSeen = Forecast.exhaustion(0.9, D30, 9, 4 * bad).orElseThrow();

    assertThat(exhaustion.expected()).isEqualTo(Duration.ofDays(3));
    assertThat(exhaustion.earliest()).isLessThan(moreSeen.earliest());
    assertThat(moreSeen.earliest()).isLessThan(moreSeen.expected());
    assertThat(exhaustion.latest()).isGreaterThan(moreSeen.latest());
    assertThat(moreSeen.latest()).isGreaterThan(moreSeen.expected());
  }

  @Test
  void exhaustion_slowestBurn_isCappedAt100Periods() {
    Exhaustion exhaustion = Forecast.exhaustion(1, D30, 1e-9, 1).orElseThrow();

    assertThat(exhaustion)
        .isEqualTo(
            new Exhaustion(Duration.ofDays(3_000), Duration.ofDays(3_000), Duration.ofDays(3_000)));
  }
}
