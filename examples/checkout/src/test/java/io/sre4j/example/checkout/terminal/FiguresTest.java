package io.sre4j.example.checkout.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.budget.ErrorBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "1, 100%",
    "0.999999, 99.99%",
    "0.97, 97%",
    "0.97862, 97.86%",
    "0.5, 50%",
    "0.00001, 0.00%",
    "0, 0%"
  })
  void share_neverFlatters(double ratio, String text) {
    assertThat(Figures.share(OptionalDouble.of(ratio))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "0.96, 1.0", "14.4, 14.4", "99.94, 99.9", "99.96, 100", "1000, 1000"})
  void burn_hasThreeFigures(double rate, String text) {
    assertThat(Figures.burn(OptionalDouble.of(rate))).isEqualTo(text);
  }

  @Test
  void nothingMeasured_isNoFigure() {
    assertThat(Figures.share(OptionalDouble.empty())).isEqualTo("-");
    assertThat(Figures.burn(OptionalDouble.empty())).isEqualTo("-");
    ErrorBudget nothing = ErrorBudget.of(OptionalDouble.empty(), 0, 0, Optional.empty());
    assertThat(Figures.budget(nothing)).isEqualTo("?");
  }

  @ParameterizedTest
  @CsvSource({"1, ?100%", "0.936, ?93%", "-3.2, ?-320%", "-57.4, ?-57x", "-999, ?-999x"})
  void budget_mostlyUnmeasured_isMarkedUnknown(double remaining, String text) {
    assertThat(Figures.budget(Samples.unknown(remaining))).isEqualTo(text);
  }

  @Test
  void budget_measured_isPlain() {
    ErrorBudget left = ErrorBudget.of(OptionalDouble.of(0.25), 1, 1, Optional.empty());
    assertThat(Figures.budget(left)).isEqualTo("75%");
    assertThat(Figures.budgetInWords(Samples.status("a", AlertState.INACTIVE, left)))
        .isEqualTo("75% left");
  }

  @Test
  void budgetInWords_unknown_saysHowMuchWasMeasured() {
    assertThat(inWords(0.9371))
        .isEqualTo("unknown: 1.24% of 1h measured; of that 93% left; 0.08% of the whole is spent");
    assertThat(inWords(-177))
        .isEqualTo(
            "unknown: 1.24% of 1h measured, 178 times the allowance;"
                + " 220.72% of the whole is spent");
  }

  @Test
  void part_little_isNotNothing() {
    assertThat(Figures.part(0)).isEqualTo("0.00%");
    assertThat(Figures.part(0.00001)).isEqualTo("<0.01%");
    assertThat(Figures.part(0.0123)).isEqualTo("1.23%");
  }

  private static String inWords(double remaining) {
    return Figures.budgetInWords(
        Samples.status("a", AlertState.INACTIVE, Samples.unknown(remaining)));
  }

  @Test
  void clock_beforeTheStart_isZero() {
    assertThat(Figures.clock(Duration.ofMillis(-1))).isEqualTo("0:00");
    assertThat(Figures.clock(Duration.ofSeconds(605))).isEqualTo("10:05");
  }
}
