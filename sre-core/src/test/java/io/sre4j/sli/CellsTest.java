package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
  private static final long SEED = 20_261_123;

  private final Stripes stripes = new Stripes(Instant.EPOCH);

  /** The short cut for usual durations, beside the layout that defines the bands. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 7})
  void of_anyDurationAndThresholds_isTheBandOfTheLayout(int bits) {
    SplittableRandom random = new SplittableRandom(SEED + bits);
    LatencyScale scale = new LatencyScale(bits);
    for (int round = 0; round < 60; round++) {
      Layout layout = new Layout(scale, durations(random, round % 5));
      int first = stripes.allocate(0);
      Cells cells = new Cells(layout, stripes);
      for (long nanos : interesting(random, layout)) {
        assertThat(cells.of(nanos, -1) - cells.of(0, -1))
            .as("seed %d, %d bits, %d ns of %s", SEED, bits, nanos, layout)
            .isEqualTo(layout.band(nanos) - layout.band(0));
      }
      assertThat(cells.of(0, -1)).isGreaterThanOrEqualTo(first);
    }
  }

  private static long[] interesting(SplittableRandom random, Layout layout) {
    long[] durations = durations(random, 2_000);
    int next = 0;
    for (int octave = 0; octave < 63; octave++) {
      for (int off = -1; off <= 1; off++) {
        durations[next++] = Math.max(0, (1L << octave) + off);
      }
    }
    for (int i = 0; i < layout.thresholdCount(); i++) {
      for (int off = -1; off <= 1; off++) {
        durations[next++] = Math.max(0, layout.threshold(i) + off);
      }
    }
    durations[next] = Long.MAX_VALUE;
    return durations;
  }

  /** Evenly over all magnitudes. */
  private static long[] durations(SplittableRandom random, int count) {
    return random.longs(count).map(bits -> (bits >>> 1) >>> random.nextInt(63)).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"BAD, 0", "EXCLUDED, 1", "-, 3"})
  void classOf_notGood_isItsOwn(Outcome outcome, int expected) {
    assertThat(Cells.classOf(outcome)).isEqualTo(expected);
  }

  @Test
  void of_negativeDuration_isTheCellOfThoseWithout() {
    Cells cells = new Cells(new Layout(new LatencyScale(3)), stripes);

    assertThat(cells.of(-1, 7)).isEqualTo(7);
    assertThat(cells.of(Long.MIN_VALUE, 7)).isEqualTo(7);
  }

  @Test
  void take_cellsSideBySide_keepToThemselves() {
    Cells left = new Cells(new Layout(new LatencyScale(3), 500), stripes);
    Cells right = new Cells(new Layout(new LatencyScale(3), 500), stripes);
    stripes.count(left.of(Long.MAX_VALUE, -1));
    stripes.count(right.of(0, -1));
    stripes.count(right.of(0, -1));

    stripes.collect(Instant.EPOCH);

    int[] growth = stripes.take(left.first, left.bands);
    assertThat(growth[left.bands - 1]).isEqualTo(1);
    assertThat(Arrays.stream(growth, 0, left.bands).sum()).isEqualTo(1);
    assertThat(stripes.take(right.first, right.bands)[0]).isEqualTo(2);
    assertThat(stripes.take(right.first, 1)[0]).as("taken again").isZero();
  }

  @Test
  void take_collectedSeveralTimes_addsUp() {
    int cell = stripes.allocate(1);
    assertThat(stripes.take(cell, 1)[0]).as("not collected yet").isZero();
    for (int i = 0; i < 3; i++) {
      stripes.count(cell);
      stripes.collect(Instant.EPOCH);
    }
    assertThat(stripes.take(cell, 1)[0]).isEqualTo(3);
    stripes.collect(Instant.EPOCH);
    assertThat(stripes.take(cell, 1)[0]).isZero();
  }
}
