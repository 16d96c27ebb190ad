package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.finding.Proportion;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
  private static final long SEED = 20_261_123;

  /** R. G. Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56,70, 48,80,  .0524,  .3339",
    "9,10,  3,10,   .1705,  .8090",
    "6,7,   2,7,    .0582,  .8062",
    "5,56,  0,29,  -.0381,  .1926",
    "0,10,  0,20,  -.1611,  .2775",
    "0,10,  0,10,  -.2775,  .2775",
    "10,10, 0,20,   .6791, 1.0000",
    "10,10, 0,10,   .6075, 1.0000"
  })
  void bounds_ofNewcombesTable_areThose(
      long part1, long whole1, long part2, long whole2, double low, double high) {
    Difference difference =
        new Difference(new Proportion(part1, whole1), new Proportion(part2, whole2));
    assertThat(difference.low()).isCloseTo(low, within(5.1e-5));
    assertThat(difference.high()).isCloseTo(high, within(5.1e-5));
  }

  /** The other way round it is the same interval with its sign turned. */
  @Test
  void bounds_randomCounts_areAntisymmetricAndHoldTheDifference() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_000; i++) {
      Proportion first = share(random);
      Proportion second = share(random);
      Difference difference = new Difference(first, second);
      Difference turned = new Difference(second, first);
      String what = "seed " + SEED + ": " + difference;
      assertThat(turned.low()).as(what).isCloseTo(-difference.high(), within(1e-12));
      assertThat(difference.value()).as(what).isBetween(difference.low(), difference.high());
      assertThat(difference.low()).as(what).isBetween(-1.0, 1.0);
    }
  }

  private static Proportion share(SplittableRandom random) {
    long whole = 1 + random.nextLong(500);
    return new Proportion(random.nextLong(whole + 1), whole);
  }

  @Test
  void bounds_nothingToCompareWith_areAllThereIs() {
    Difference difference = new Difference(new Proportion(20, 20), Proportion.NOTHING);
    assertThat(difference.low()).isEqualTo(-1);
    assertThat(difference.high()).isEqualTo(1);
    assertThat(difference.value()).isNaN();
  }
}
