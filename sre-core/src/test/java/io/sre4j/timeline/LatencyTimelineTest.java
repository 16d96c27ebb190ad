package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.sli.LatencyScale;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long SEED = 99;

  private long end = START.getEpochSecond() * 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({"3, 0.0625", "5, 0.0157"})
  void summaries_logNormalLatencies_percentilesWithinStatedError(int bits, double error) {
    LatencyScale scale = new LatencyScale(bits);
    LatencyTimeline timeline = new LatencyTimeline(scale);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] all = new long[200 * 50];
    for (int second = 0; second < 200; second++) {
      long[] buckets = new long[scale.buckets()];
      for (int i = 0; i < 50; i++) {
        long nanos = (long) (20e6 * Math.exp(random.nextGaussian()));
        all[second * 50 + i] = nanos;
        buckets[scale.bucket(nanos)]++;
      }
      tick(timeline, buckets, 50);
    }
    Arrays.sort(all);
    for (LatencySummary summary : timeline.summaries()) {
      assertThat(summary.count()).isEqualTo(all.length);
      assertWithin(summary.p50(), all[all.length / 2 - 1], error);
      assertWithin(summary.p90(), all[all.length * 9 / 10 - 1], error);
      assertWithin(summary.p99(), all[all.length * 99 / 100 - 1], error);
      assertThat(summary.max().toNanos()).isGreaterThanOrEqualTo(all[all.length - 1]);
    }
  }

  @Test
  void summaries_afterTheirWindow_forgetAndSayNothing() {
    LatencyScale scale = new LatencyScale(3);
    LatencyTimeline timeline = new LatencyTimeline(scale);
    long[] buckets = new long[scale.buckets()];
    buckets[scale.bucket(50_000_000)] = 3;
    tick(timeline, buckets, 3);
    long[] none = new long[scale.buckets()];
    for (int i = 0; i < 331; i++) {
      tick(timeline, none, 0);
    }
    assertThat(timeline.summaries()).extracting(LatencySummary::count).containsExactly(0L, 3L);
    assertThat(timeline.summaries().get(0).p99()).isEqualTo(Duration.ZERO);
    end += Duration.ofHours(5).toNanos();
    tick(timeline, none, 0);
    assertThat(timeline.summaries()).extracting(LatencySummary::count).containsExactly(0L, 0L);
  }

  private static void assertWithin(Duration read, long truth, double error) {
    double off = Math.abs(read.toNanos() - truth) / (double) truth;
    assertThat(off).as("seed " + SEED + ", truth " + truth).isLessThanOrEqualTo(error);
  }

  private void tick(LatencyTimeline timeline, long[] buckets, long timed) {
    end += TICK.toNanos();
    timeline.tick(Span.of(end, TICK.toNanos(), TICK, START), buckets, timed);
  }
}
