package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final String RANGE = "between 0 and 1, both excluded; write it as 99.9% or 0.999";

  @ParameterizedTest
  @ValueSource(strings = {"99.95%", "99.95 %", " 99.95% ", "99.950%", "0.9995", "0.99950"})
  void of_text_isExactlyTheDecimal(String text) {
    Target target = Target.of(text);

    assertThat(target.ratio()).isEqualTo(new BigDecimal("0.9995"));
    assertThat(target.errorBudget()).isEqualTo(new BigDecimal("0.0005"));
    assertThat(target).isEqualTo(Target.of(0.9995)).hasSameHashCodeAs(Target.of(0.9995));
    assertThat(target).hasToString("99.95%");
  }

  @ParameterizedTest
  @CsvSource({
    "0.9995, 0.9995, 0.0005, 99.95%",
    "0.999, 0.999, 0.001, 99.9%",
    "0.9, 0.9, 0.1, 90%",
    "0.1, 0.1, 0.9, 10%",
    "0.999999999, 0.999999999, 0.000000001, 99.9999999%",
    "1e-9, 0.000000001, 0.999999999, 0.0000001%"
  })
  void of_double_isTheDecimalItPrintsAs(
      double ratio, BigDecimal exact, BigDecimal budget, String text) {
    Target target = Target.of(ratio);

    assertThat(target.ratio()).isEqualByComparingTo(exact);
    assertThat(target.errorBudget()).isEqualByComparingTo(budget);
    assertThat(target).hasToString(text);
  }

  @Test
  void of_anyTargetOfNineDecimals_roundTripsAsPercentRatioAndDouble() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal ratio = BigDecimal.valueOf(1 + random.nextInt(999_999_999), 9);
      Target target = new Target(ratio);

      assertThat(Target.of(target.toString())).as("seed %d", seed).isEqualTo(target);
      assertThat(Target.of(ratio.toPlainString())).as("seed %d", seed).isEqualTo(target);
      assertThat(Target.of(ratio.doubleValue())).as("seed %d", seed).isEqualTo(target);
      assertThat(target.errorBudget().add(target.ratio()))
          .as("seed %d", seed)
          .isEqualByComparingTo(BigDecimal.ONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0%", "0.0", "1", "100%", "1.0", "150%", "-0.5", "-99.9%", "100"})
  void of_textOutsideTheRange_isRejected(String text) {
    assertRejected(() -> Target.of(text), "target", text, RANGE);
  }

  @ParameterizedTest
  @CsvSource({"99.9, 99.9%", "1.5, 1.5%", "99.95, 99.95%", "95, 95%"})
  void of_percentWithoutTheSign_asksWhetherItWasMeant(String text, String meant) {
    assertRejected(() -> Target.of(text), "target", text, RANGE + " (was " + meant + " meant?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5%x", "abc", "", " ", "%", "NaN", "Infinity", "1e-3", "99.9.9%", ".9"})
  void of_noNumber_showsHowToWriteIt(String text) {
    assertRejected(
        () -> Target.of(text), "target", text, "not a decimal number; write it as 99.9% or 0.999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99,9", "99,9%", "99,9 %"})
  void of_decimalComma_suggestsThePoint(String text) {
    assertRejected(() -> Target.of(text), "target", text, "decimals follow a point: write 99.9%");
  }

  @ParameterizedTest
  @CsvSource({
    "0.9999999999, 0.9999999999",
    "99.99999999%, 0.9999999999",
    "0.1234567891, 0.1234567891"
  })
  void of_tenDecimals_isRejected(String text, String ratio) {
    assertRejected(() -> Target.of(text), "target", ratio, "more than nine decimals");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "1.0, 1",
    "1.5, 1.5",
    "-0.999, -0.999",
    "99.9, 99.9",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void of_doubleOutsideTheRange_isRejected(double ratio, String value) {
    assertRejected(() -> Target.of(ratio), "target", value, RANGE);
  }

  @Test
  void of_doubleWithTenDecimals_isRejected() {
    assertRejected(
        () -> Target.of(0.9999999999), "target", "0.9999999999", "more than nine decimals");
  }

  @Test
  void compareTo_targets_ordersByRatio() {
    assertThat(Target.of("99.9%")).isLessThan(Target.of("99.95%"));
    assertThat(Target.of("99.9%")).isEqualByComparingTo(Target.of("0.9990"));
  }
}
