package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
      Counts counts = new Counts(SIZE);
      counts.set(3, before);
      counts.set(5, count);
      for (int i = 0; i < SIZE; i++) {
        assertThat(counts.get(i)).isEqualTo(i == 3 ? before : i == 5 ? count : 0);
      }
    }
  }

  @Test
  void add_randomCountsOfAllWidths_equalsLongs() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int run = 0; run < 300; run++) {
      Counts counts = new Counts(SIZE);
      Counts other = new Counts(SIZE);
      long[] truth = new long[SIZE];
      int bits = random.nextInt(1, 40);
      for (int i = 0; i < 50; i++) {
        int place = random.nextInt(SIZE);
        long count = random.nextLong(1L << bits) - (1L << bits) / 4;
        (random.nextInt(4) == 0 ? other : counts).add(place, count);
        truth[place] += count;
      }
      counts.addAll(other);
      long[] read = new long[SIZE];
      Arrays.setAll(read, counts::get);
      assertThat(read).as("seed " + SEED + ", run " + run).isEqualTo(truth);
      counts.clear();
      assertThat(counts.get(run % SIZE)).isZero();
    }
  }

  @Test
  void addAll_longs_addsEach() {
    Counts counts = new Counts(3);
    counts.addAll(new long[] {0, 2, 70_000});
    counts.addAll(new long[] {1, 0, 3_000_000_000L});
    assertThat(new long[] {counts.get(0), counts.get(1), counts.get(2)})
        .containsExactly(1, 2, 3_000_070_000L);
  }
}
