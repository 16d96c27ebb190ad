package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.sli.Outcome;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeVerdictTest {

  /** At 20 failures beside 1,000 requests without one, 10 of them bad. */
  @ParameterizedTest
  @CsvSource({
    "20,HARD",
    "15,HARD",
    "14,UNKNOWN",
    "10,UNKNOWN",
    "6,UNKNOWN",
    "5,SOFT",
    "1,SOFT",
    "0,SOFT"
  })
  void verdict_twentyFailures_isBy15And5(int bad, Hardness hardness) {
    assertThat(verdict(20, bad, 1_000, 10).hardness()).isEqualTo(hardness);
  }

  @Test
  void verdict_fewerThanTwenty_isUnknownWhateverHappened() {
    for (int failed = 0; failed < EdgeVerdict.MINIMUM; failed++) {
      for (int bad = 0; bad <= failed; bad++) {
        EdgeVerdict verdict = verdict(failed, bad, 10_000, 0);
        assertThat(verdict.hardness()).as(bad + " of " + failed).isEqualTo(Hardness.UNKNOWN);
        assertThat(verdict.reason()).contains("failed alone in " + failed + " requests");
      }
    }
  }

  @Test
  void verdict_alwaysFailed_hasNothingToCompareWith() {
    assertThat(verdict(500, 500, 0, 0).reason()).contains("no request to compare with");
  }

  /** A route that fails anyway does not fail by its dependency. */
  @Test
  void verdict_badAnyway_isNotHard() {
    assertThat(verdict(50, 45, 1_000, 900).hardness()).isEqualTo(Hardness.SOFT);
    assertThat(verdict(50, 45, 20, 15).hardness()).isNotEqualTo(Hardness.HARD);
  }

  @Test
  void verdict_failuresCoincide_isUnknown() {
    Calls calls = new Calls().requests(1_000, Outcome.GOOD, "a", "b");
    calls.requests(500, Outcome.BAD, "a!", "b!");
    for (String dependency : new String[] {"a", "b"}) {
      assertThat(calls.verdict(dependency).hardness()).isEqualTo(Hardness.UNKNOWN);
      assertThat(calls.verdict(dependency).reason()).contains("together with others in 500");
    }
  }

  /** A soft dependency that mostly fails with a hard one must not look hard. */
  @Test
  void verdict_softFailsWithHard_isSoft() {
    Calls calls = new Calls().requests(1_000, Outcome.GOOD, "hard", "soft");
    calls.requests(500, Outcome.BAD, "hard!", "soft!");
    calls.requests(20, Outcome.BAD, "hard!", "soft").requests(20, Outcome.GOOD, "hard", "soft!");
    assertThat(calls.verdict("hard").hardness()).isEqualTo(Hardness.HARD);
    assertThat(calls.verdict("soft").hardness()).isEqualTo(Hardness.SOFT);
  }

  /** What the class says of its errors at 20 failures. */
  @Test
  void misses_atTwentyFailures_areOneInNinety() {
    IntPredicate hard = bad -> verdict(20, bad, 1_000, 10).hardness() == Hardness.HARD;
    IntPredicate soft = bad -> verdict(20, bad, 1_000, 10).hardness() == Hardness.SOFT;
    assertThat(missed(0.9, hard)).isCloseTo(0.0113, within(1e-4));
    assertThat(missed(0.1, soft)).isCloseTo(0.0113, within(1e-4));
  }

  private static double missed(double truth, IntPredicate seen) {
    BinomialDistribution bad = BinomialDistribution.of(20, truth);
    return IntStream.rangeClosed(0, 20).filter(seen.negate()).mapToDouble(bad::probability).sum();
  }

  private static EdgeVerdict verdict(int failed, int failedBad, int fine, int fineBad) {
    Calls calls = new Calls().requests(failedBad, Outcome.BAD, "a!");
    calls.requests(failed - failedBad, Outcome.GOOD, "a!");
    calls.requests(fineBad, Outcome.BAD, "a").requests(fine - fineBad, Outcome.GOOD, "a");
    return failed + fine == 0
        ? calls.requests(1, Outcome.GOOD, "a").verdict("a")
        : calls.verdict("a");
  }
}
