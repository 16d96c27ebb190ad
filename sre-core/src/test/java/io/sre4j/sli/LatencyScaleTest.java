package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyScaleTest {
  private static final long FIRST = 1_024;
  private static final long LAST = (1L << 37) - 1; // 137 s

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 55", "3, 217", "5, 865", "7, 3457"})
  void buckets_bits_isOnePerPartOfAnOctaveAndOneBelow(int bits, int buckets) {
    assertThat(new LatencyScale(bits).buckets()).isEqualTo(buckets);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.25", "3, 0.0625", "5, 0.015625", "7, 0.00390625"})
  void middle_anyValueInRange_isWithinTheRatio(int bits, double ratio) {
    LatencyScale scale = new LatencyScale(bits);
    long seed = 31L + bits;
    Random random = new Random(seed);
    for (int i = 0; i < 1_000_000; i++) {
      long value = (long) (FIRST * Math.exp(random.nextDouble() * Math.log((double) LAST / FIRST)));
      assertWithin(scale, value, ratio, "seed " + seed);
    }
    // Where the error is greatest: the edges.
    for (int bucket = 0; bucket < scale.buckets() - 1; bucket++) {
      assertWithin(scale, scale.upper(bucket), ratio, "edge");
      assertWithin(scale, scale.upper(bucket + 1) - 1, ratio, "edge");
    }
  }

  private static void assertWithin(LatencyScale scale, long value, double ratio, String source) {
    long error = Math.abs(scale.middle(scale.bucket(value)) - value);
    if (error > value * ratio) {
      throw new AssertionError(
          source + ": " + value + " ns is read as " + scale.middle(scale.bucket(value)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void upper_everyBucket_isTheFirstValueOfTheNext(int bits) {
    LatencyScale scale = new LatencyScale(bits);

    assertThat(scale.upper(0)).isEqualTo(FIRST);
    for (int bucket = 0; bucket < scale.buckets() - 1; bucket++) {
      long upper = scale.upper(bucket);
      assertThat(scale.bucket(upper - 1)).as("below %d", upper).isEqualTo(bucket);
      assertThat(scale.bucket(upper)).as("at %d", upper).isEqualTo(bucket + 1);
      assertThat(scale.upper(bucket + 1)).as("next of %d", upper).isGreaterThan(upper);
    }
    assertThat(scale.upper(scale.buckets() - 1)).isEqualTo(LAST + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7})
  void bucket_everyValueOfTheFirstOctaves_growsByAtMostOne(int bits) {
    LatencyScale scale = new LatencyScale(bits);
    int before = 0;
    for (long value = 0; value < 1 << 16; value++) {
      int bucket = scale.bucket(value);
      assertThat(bucket - before).as("%d ns", value).isBetween(0, 1);
      before = bucket;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 0",
    "-1, 0",
    "0, 0",
    "1, 0",
    "1023, 0",
    "1024, 1",
    "1151, 1",
    "1152, 2",
    "137438953471, 216",
    "137438953472, 216",
    "9223372036854775807, 216"
  })
  void bucket_extremes_fallIntoTheFirstAndLast(long nanos, int bucket) {
    assertThat(new LatencyScale(3).bucket(nanos)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_024, 1_000_000_000, Long.MAX_VALUE})
  void bucket_noBits_isTheOnlyOne(long nanos) {
    assertThat(new LatencyScale(0).bucket(nanos)).isZero();
  }

  @Test
  void middle_bucketsOfTheFirstOctave_areHalfWay() {
    LatencyScale scale = new LatencyScale(3);

    assertThat(scale.middle(0)).isEqualTo(1_024);
    assertThat(scale.middle(1)).isEqualTo(1_088);
    assertThat(scale.middle(2)).isEqualTo(1_216);
    assertThat(scale.middle(9)).isEqualTo(2_176);
  }
}
