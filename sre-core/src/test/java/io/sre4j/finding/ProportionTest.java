package io.sre4j.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
  private static final long SEED = 20_261_123;

  /** R. G. Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({"81,263,.2553,.3662", "15,148,.0624,.1605", "0,20,.0000,.1611", "1,29,.0061,.1718"})
  void bounds_ofNewcombesTable_areThose(long part, long whole, double low, double high) {
    Proportion share = new Proportion(part, whole);
    assertThat(share.low()).isCloseTo(low, within(5e-5));
    assertThat(share.high()).isCloseTo(high, within(5e-5));
  }

  /** A bound is a share from which what was counted is just 1.96 of its standard errors away. */
  @Test
  void bounds_randomCounts_solveTheScoreEquation() {
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2_000; i++) {
      long whole = 1 + random.nextLong(i % 3 == 0 ? 30 : 1_000_000);
      long part = random.nextLong(whole + 1);
      Proportion share = new Proportion(part, whole);
      String what = "seed " + SEED + ": " + share;
      double counted = (double) part / whole;
      double low = part == 0 ? 0 : bisect(counted, whole, z, 0, counted);
      double high = part == whole ? 1 : bisect(counted, whole, z, 1, counted);
      assertThat(share.low()).as(what).isCloseTo(low, within(1e-9));
      assertThat(share.high()).as(what).isCloseTo(high, within(1e-9));
    }
  }

  private static double bisect(double counted, long n, double z, double far, double near) {
    for (int i = 0; i < 200; i++) {
      double middle = (far + near) / 2;
      boolean isFar = Math.abs(counted - middle) > z * Math.sqrt(middle * (1 - middle) / n);
      far = isFar ? middle : far;
      near = isFar ? near : middle;
    }
    return near;
  }

  @Test
  void bounds_nothingCounted_areAllThereIs() {
    assertThat(Proportion.NOTHING.value()).isNaN();
    assertThat(Proportion.NOTHING.low()).isZero();
    assertThat(Proportion.NOTHING.high()).isOne();
  }

  @Test
  void bounds_noneOrAll_endExactly() {
    assertThat(new Proportion(0, 7).low()).isZero();
    assertThat(new Proportion(7, 7).high()).isOne();
    assertThat(new Proportion(0, 1_000_000_007).low()).isZero();
    assertThat(new Proportion(1_000_000_007, 1_000_000_007).high()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"-1,5", "6,5", "1,0", "0,-1"})
  void proportion_impossibleCounts_refused(long part, long whole) {
    assertThatThrownBy(() -> new Proportion(part, whole))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(part + " of " + whole);
  }

  @Test
  void describe_nearlyAll_isNotRoundedUp() {
    assertThat(new Proportion(99_999, 100_000).describe()).isEqualTo("99,999 of 100,000 (99.99 %)");
    assertThat(new Proportion(24, 1_000).describe()).isEqualTo("24 of 1,000 (2.40 %)");
    assertThat(new Proportion(3, 3).describe()).isEqualTo("3 of 3 (100.00 %)");
    assertThat(Proportion.NOTHING.describe()).isEqualTo("0 of 0");
    assertThat(Proportion.percent(0.29)).isEqualTo("29.00 %");
  }
}
