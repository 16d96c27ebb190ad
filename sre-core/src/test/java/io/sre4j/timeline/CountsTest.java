package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts that widen, against an array of longs. */
class CountsTest {
  private static final int SIZE = 7;
  private static final long SEED = 31;

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        32_767,
        32_768,
        -32_768,
        -32_769,
        65_536,
        2_147_483_647L,
        2_147_483_648L,
        -2_147_483_648L,
        -2_147_483_649L,
        4_294_967_296L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void set_anyCountAfterSmallerOnes_leavesTheOthersAsTheyWere(long count) {
    for (long before : new long[] {0, 5, -7, 40_000, 3_000_000_000L}) {
      Counts counts = new Counts(1, SIZE);
      counts.set(1, 3, before);
      counts.set(1, 5, count);
      for (int i = 0; i < SIZE; i++) {
        assertThat(counts.get(1, i)).isEqualTo(i == 3 ? before : i == 5 ? count : 0);
      }
    }
  }

  @Test
  void add_randomCountsOfAllWidths_equalsLongs() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int run = 0; run < 300; run++) {
      Counts counts = new Counts(1, SIZE);
      Counts other = new Counts(1, SIZE);
      long[] truth = new long[SIZE];
      int bits = random.nextInt(1, 40);
      for (int i = 0; i < 50; i++) {
        int place = random.nextInt(SIZE);
        long count = random.nextLong(1L << bits) - (1L << bits) / 4;
        (random.nextInt(4) == 0 ? other : counts).add(1, place, count);
        truth[place] += count;
      }
      counts.addAll(1, other, 1);
      long[] read = new long[SIZE];
      counts.addTo(read, 1);
      assertThat(read).as("seed " + SEED + ", run " + run).isEqualTo(truth);
      counts.clear(1);
      assertThat(counts.get(1, run % SIZE)).isZero();
    }
  }

  @Test
  void addAll_longs_addsEach() {
    Counts counts = new Counts(1, 3);
    counts.addAll(1, new long[] {0, 2, 70_000});
    counts.addAll(1, new long[] {1, 0, 3_000_000_000L});
    assertThat(new long[] {counts.get(1, 0), counts.get(1, 1), counts.get(1, 2)})
        .containsExactly(1, 2, 3_000_070_000L);
  }
}
