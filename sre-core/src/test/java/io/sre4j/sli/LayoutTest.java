package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final long DAY = TimeUnit.HOURS.toNanos(24);

  /** Oracle: values <= threshold, counted one by one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void lastBandWithin_randomThresholdsAndValues_countsLikeANaiveFilter(int bits) {
    LatencyScale scale = new LatencyScale(bits);
    for (int round = 0; round < 340; round++) {
      long seed = 1_000L * bits + round;
      Random random = new Random(seed);
      long[] thresholds = thresholds(random, scale, round % 17);
      long[] values = values(random, scale, thresholds);
      assertCounts(new Layout(scale, thresholds), thresholds, values, seed);
    }
  }

  private static void assertCounts(Layout layout, long[] thresholds, long[] values, long seed) {
    long[] bands = new long[layout.bands()];
    for (long value : values) {
      int band = layout.band(value);
      assertThat(band).as("seed %d: %d ns", seed, value).isBetween(0, layout.bands() - 1);
      bands[band]++;
    }
    long[] sorted = thresholds.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      long threshold = sorted[i];
      long counted = Arrays.stream(bands, 0, layout.lastBandWithin(i) + 1).sum();
      assertThat(layout.threshold(i)).isEqualTo(threshold);
      assertThat(counted)
          .as("seed %d: within %d ns of %s", seed, threshold, Arrays.toString(sorted))
          .isEqualTo(Arrays.stream(values).filter(v -> v <= threshold).count());
    }
  }

  private static long[] thresholds(Random random, LatencyScale scale, int count) {
    return random
        .longs(Integer.MAX_VALUE, 0, Long.MAX_VALUE)
        .map(ignored -> threshold(random, scale))
        .distinct()
        .limit(count)
        .toArray();
  }

  private static long threshold(Random random, LatencyScale scale) {
    return switch (random.nextInt(6)) {
      case 0 -> 1;
      case 1 -> DAY;
      case 2 -> scale.upper(random.nextInt(scale.buckets())) - 1 + random.nextInt(3);
      case 3 -> 1_000_000 + random.nextInt(16); // many in one bucket
      default -> 1 + (long) Math.exp(random.nextDouble() * Math.log((double) DAY - 1));
    };
  }

  /** Random values, and around every threshold the last that is good and the first that is bad. */
  private static long[] values(Random random, LatencyScale scale, long[] thresholds) {
    long[] values = new long[300 + 3 * thresholds.length];
    for (int i = 0; i < 300; i++) {
      values[i] = threshold(random, scale);
    }
    values[0] = 0;
    values[1] = Long.MAX_VALUE;
    for (int i = 0; i < thresholds.length; i++) {
      for (int off = -1; off <= 1; off++) {
        values[300 + 3 * i + off + 1] = thresholds[i] + off;
      }
    }
    return values;
  }

  @Test
  void band_exampleOfTheComment_isCutInsideABucket() {
    LatencyScale scale = new LatencyScale(3);
    Layout layout = new Layout(scale, 1_100); // in bucket 1, [1024, 1152)

    assertThat(layout.bands()).isEqualTo(217 + 1);
    assertThat(layout.band(1_100)).isEqualTo(1);
    assertThat(layout.band(1_101)).isEqualTo(2);
    assertThat(layout.band(1_152)).isEqualTo(3);
    assertThat(layout.lastBandWithin(0)).isEqualTo(1);
  }

  @Test
  void with_threshold_isSortedInAndLeavesTheOldAlone() {
    Layout old = new Layout(new LatencyScale(3), 500, 300);

    Layout layout = old.with(400);

    assertThat(new long[] {layout.threshold(0), layout.threshold(1), layout.threshold(2)})
        .containsExactly(300, 400, 500);
    assertThat(layout.shortest()).isEqualTo(300);
    assertThat(layout.has(400)).isTrue();
    assertThat(old.has(400)).isFalse();
    assertThat(old.thresholdCount()).isEqualTo(2);
    assertThat(layout.scale()).isSameAs(old.scale());
  }

  @Test
  void shortest_noThreshold_isNeverExceeded() {
    assertThat(new Layout(new LatencyScale(0)).shortest()).isEqualTo(Long.MAX_VALUE);
  }
}
