package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.slo.Target;
import io.sre4j.timeline.WindowCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnRateTest {
  private static final String[] FACTORS = {"14.4", "6", "1", "13.44", "0.98", "16.8", "0.1", "7"};
  private static final String[] TARGETS = {"99.9%", "99.95%", "99%", "95%", "90%", "99.9999999%"};

  private static WindowCounts counts(long good, long bad) {
    return new WindowCounts(Duration.ofHours(1), good, bad, 1, 1, DataState.MEASURED);
  }

  @ParameterizedTest
  @CsvSource({
    "980, 20, 99%, 2",
    "999, 1, 99.9%, 1",
    "0, 7, 99.9%, 1000",
    "1000, 0, 99.9%, 0",
    "9856, 144, 99.9%, 14.4",
    "9995, 5, 99.95%, 1",
    "1, 1, 50%, 1"
  })
  void of_counts_isErrorRatioPerBudget(long good, long bad, String target, double burnRate) {
    WindowCounts counts = counts(good, bad);

    BurnRate rate = BurnRate.of(counts, Target.of(target));

    assertThat(rate.value().orElseThrow()).isCloseTo(burnRate, within(burnRate * 1e-15));
    assertThat(rate.counts()).isSameAs(counts);
  }

  @Test
  void of_nothingCounted_isEmpty() {
    assertThat(BurnRate.of(counts(0, 0), Target.of("99.9%")).value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "143, 10000, 14.4, 99.9%, false",
    "144, 10000, 14.4, 99.9%, false",
    "145, 10000, 14.4, 99.9%, true",
    "1, 1000, 1, 99.9%, false",
    "2, 1000, 1, 99.9%, true",
    "6, 1000, 6, 99.9%, false",
    "7, 1000, 7, 99.9%, false",
    "3, 10, 3, 90%, false",
    "144000000000, 10000000000000, 14.4, 99.9%, false",
    "144000000001, 10000000000000, 14.4, 99.9%, true",
    "14400000000000000, 1000000000000000000, 14.4, 99.9%, false",
    "14400000000000001, 1000000000000000000, 14.4, 99.9%, true",
    "0, 0, 14.4, 99.9%, false",
    "0, 1000, 0.1, 99.9%, false",
    "1, 1, 14.4, 99.9%, true"
  })
  void exceeds_atTheThreshold_isStrictAndExact(
      long bad, long total, BigDecimal factor, String target, boolean exceeds) {
    BigDecimal exact = factor.multiply(Target.of(target).errorBudget());

    assertThat(BurnRate.exceeds(bad, total, exact.doubleValue(), () -> exact)).isEqualTo(exceeds);
  }

  /** Half of the counts are the last that does not exceed, or its neighbours. */
  @Test
  void exceeds_randomCounts_agreesWithBigDecimal() {
    long seed = 65537;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      BigDecimal factor = new BigDecimal(FACTORS[random.nextInt(FACTORS.length)]);
      Target target = Target.of(TARGETS[random.nextInt(TARGETS.length)]);
      BigDecimal exact = factor.multiply(target.errorBudget());
      long total = random.nextLong() >>> (4 + random.nextInt(58));
      BigDecimal limit = exact.multiply(BigDecimal.valueOf(total));
      long bad =
          random.nextBoolean()
              ? limit.setScale(0, RoundingMode.FLOOR).longValueExact() + random.nextInt(3) - 1
              : random.nextLong(total + 1);
      bad = Math.max(0, Math.min(bad, total));

      assertThat(BurnRate.exceeds(bad, total, exact.doubleValue(), () -> exact))
          .as("seed %d: %d of %d against %s", seed, bad, total, exact)
          .isEqualTo(BigDecimal.valueOf(bad).compareTo(limit) > 0);
    }
  }
}
