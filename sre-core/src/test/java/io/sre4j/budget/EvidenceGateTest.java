package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the Poisson distribution of commons-statistics. */
class EvidenceGateTest {

  /** Means grow by 1 % from 0.001 to 500. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void quantile_meansUpTo500_isExact(int place) {
    double alpha = alpha(place);
    for (double mean = 0.001; mean <= 500; mean *= 1.01) {
      PoissonDistribution poisson = PoissonDistribution.of(mean);
      long quantile = EvidenceGate.quantile(mean, alpha);

      assertThat(quantile).as("mean %s", mean).isEqualTo(poisson.inverseSurvivalProbability(alpha));
      assertThat(poisson.survivalProbability((int) quantile))
          .as("P(more than %s) of mean %s", quantile, mean)
          .isLessThanOrEqualTo(alpha);
    }
  }

  /** The last of 16 rules asks for a chance of 1e-13, where a sum of doubles may be one off. */
  @ParameterizedTest
  @ValueSource(ints = {8, 12, 15})
  void quantile_lastRulesOfALongPolicy_isAtMostOneOff(int place) {
    double alpha = alpha(place);
    for (double mean = 0.001; mean <= 500; mean *= 1.01) {
      assertThat(EvidenceGate.quantile(mean, alpha))
          .as("mean %s", mean)
          .isCloseTo(PoissonDistribution.of(mean).inverseSurvivalProbability(alpha), within(1L));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 15})
  void quantile_meansFrom500To5000_isNeverTooLowAndAtMostTwoTooHigh(int place) {
    double alpha = alpha(place);
    for (double mean = 500.01; mean <= 5_000; mean += 1.73) {
      PoissonDistribution poisson = PoissonDistribution.of(mean);
      long quantile = EvidenceGate.quantile(mean, alpha);

      assertThat(quantile - poisson.inverseSurvivalProbability(alpha))
          .as("counts above the exact quantile of mean %s", mean)
          .isBetween(0L, 2L);
      assertThat(poisson.survivalProbability((int) quantile))
          .as("P(more than %s) of mean %s", quantile, mean)
          .isLessThanOrEqualTo(alpha);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 15})
  void quantile_meansUpToTenMillion_neverLetsMoreThanAlphaThrough(int place) {
    double alpha = alpha(place);
    for (double mean = 5_000; mean <= 1e7; mean *= 1.07) {
      long quantile = EvidenceGate.quantile(mean, alpha);

      assertThat(PoissonDistribution.of(mean).survivalProbability((int) quantile))
          .as("mean %s", mean)
          .isBetween(alpha * 0.8, alpha);
    }
  }

  @Test
  void quantile_growingMean_neverFalls() {
    long before = 0;
    for (double mean = 0; mean < 1_500; mean += 0.037) {
      long quantile = EvidenceGate.quantile(mean, EvidenceGate.ALPHA);
      assertThat(quantile).as("mean %s", mean).isGreaterThanOrEqualTo(before);
      before = quantile;
    }
  }

  /** Columns: events, share that may be bad, the rule's place, bad events that are evidence. */
  @ParameterizedTest
  @CsvSource({
    "60, 0.001, 0, 3",
    "0, 0.001, 0, 1",
    "1, 0.001, 0, 2",
    "10, 0.001, 0, 2",
    "600, 0.001, 0, 6",
    "36000, 0.001, 0, 61",
    "60, 0.001, 1, 4",
    "60, 0.001, 2, 4"
  })
  void requiredBad_independentErrors_isOneMoreThanTheQuantile(
      double events, double budget, int place, long required) {
    assertThat(EvidenceGate.requiredBad(events * budget, 1, place)).isEqualTo(required);
  }

  /**
   * Columns: expected, dispersion, required: (quantile(expected / dispersion) + 1) x dispersion.
   */
  @ParameterizedTest
  @CsvSource({
    "0.06, 2, 6",
    "0.06, 1.5, 5",
    "0.06, 10, 20",
    "5, 5, 35",
    "0.5, 1.1, 7",
    "3, 3, 21",
    "10, 10, 70"
  })
  void requiredBad_clusteredErrors_dividesMeanAndCountByTheDispersion(
      double expected, double dispersion, long required) {
    assertThat(EvidenceGate.requiredBad(expected, dispersion, 0)).isEqualTo(required);
  }

  @Test
  void requiredBad_randomCounts_agreesWithTheTestOnClusters() {
    long seed = 8128;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double expected = Math.exp(random.nextDouble() * 12 - 6);
      double dispersion = 1 + random.nextInt(901) / 100.0;
      int place = random.nextInt(4);
      int quantile =
          PoissonDistribution.of(expected / dispersion).inverseSurvivalProbability(alpha(place));
      long required = EvidenceGate.requiredBad(expected, dispersion, place);

      String where = "seed " + seed + ": mean " + expected + ", dispersion " + dispersion;
      assertThat(required / dispersion).as(where).isGreaterThan(quantile + 1 - 1e-8);
      assertThat((required - 1) / dispersion).as(where).isLessThan(quantile + 1);
    }
  }

  /** Each further rule gets a quarter of the chance to be wrong of the one before. */
  private static double alpha(int place) {
    return 1e-4 / Math.pow(4, place);
  }
}
