package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.budget.ErrorBudget.State;
import io.sre4j.slo.Target;
import io.sre4j.timeline.WindowCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {
  private static final Optional<Exhaustion> EXHAUSTION =
      Optional.of(new Exhaustion(Duration.ofDays(3), Duration.ofDays(2), Duration.ofDays(4)));

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, LEFT",
    "0.25, 1, 0.75, LEFT",
    "0.9999999, 1, 0.0000001, LEFT",
    "1, 1, 0, SPENT",
    "1.0000001, 1, -0.0000001, SPENT",
    "1000, 1, -999, SPENT",
    "0.25, 0.9, 0.75, LEFT",
    "2, 0.9, -1, SPENT",
    "0.25, 0.8999999, 0.75, UNKNOWN",
    "2, 0.8999999, -1, UNKNOWN",
    "0.25, 0, 0.75, UNKNOWN"
  })
  void of_burnAndCoverage_isOneMinusBurnAndBelievedFromNineTenthsOn(
      double burn, double coverage, double remaining, State state) {
    ErrorBudget budget =
        ErrorBudget.of(OptionalDouble.of(burn), coverage, coverage / 2, EXHAUSTION);

    assertThat(budget.state()).isEqualTo(state);
    assertThat(budget.remaining().orElseThrow()).isCloseTo(remaining, within(1e-12));
    assertThat(budget.spent().orElseThrow()).isCloseTo(burn * coverage / 2, within(1e-12));
    assertThat(budget.coverage()).isEqualTo(coverage);
    assertThat(budget.exhaustion()).isEqualTo(EXHAUSTION);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5", "1"})
  void of_nothingCounted_isUnknownWithoutFigures(double coverage) {
    assertThat(ErrorBudget.of(OptionalDouble.empty(), coverage, coverage, EXHAUSTION))
        .isEqualTo(
            new ErrorBudget(
                State.UNKNOWN,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                coverage,
                Optional.empty()));
  }

  /** The whole way from counts: the last bad event that is allowed spends the budget. */
  @ParameterizedTest
  @CsvSource({"9999, 1, LEFT", "9995, 5, SPENT", "9996, 4, LEFT", "9994, 6, SPENT"})
  void of_countsAtTheTarget_isSpentWithTheLastAllowedEvent(long good, long bad, State state) {
    WindowCounts counts =
        new WindowCounts(Duration.ofDays(30), good, bad, 1, 1, DataState.MEASURED);
    OptionalDouble burn = BurnRate.of(counts, Target.of("99.95%")).value();

    assertThat(ErrorBudget.of(burn, 1, 1, Optional.empty()).state()).isEqualTo(state);
  }

  @Test
  void coverageFloor_isNineTenths() {
    assertThat(ErrorBudget.COVERAGE_FLOOR).isEqualTo(0.9);
  }
}
