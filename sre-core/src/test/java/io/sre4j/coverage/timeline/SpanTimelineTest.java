package io.sre4j.coverage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.SpanFacts;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.SpanCounts.Growth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanTimelineTest {
  private static final long SEED = 20_261_123;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long SLOT = Duration.ofMinutes(5).toNanos();

  private final SignalDrain drain = new SignalDrain(Instant.EPOCH);

  private SpanFacts facts(SpanTimeline timeline) {
    return timeline.facts(drain, Map.of());
  }

  /** Second by second, against a list of how many were open in each. */
  @Test
  void facts_randomCourse_areThoseOfAListOfSeconds() {
    SplittableRandom random = new SplittableRandom(SEED);
    SpanTimeline timeline = new SpanTimeline(7);
    List<Long> open = new ArrayList<>();
    List<Growth> growths = new ArrayList<>();
    long now = 0;
    for (int second = 0; second < 3 * 3_600; second++) {
      int ended = now == 0 ? 0 : random.nextInt((int) Math.min(now, 6));
      Growth growth = new Growth(random.nextInt(6), ended, ended / 2, ended / 3);
      timeline.advance(7 + second * SECOND);
      timeline.add(growth);
      now += growth.started() - ended;
      open.add(now);
      growths.add(growth);
      if (second % 97 == 0) {
        check(facts(timeline), second, open, growths);
      }
    }
  }

  private static void check(SpanFacts facts, int second, List<Long> open, List<Growth> growths) {
    int slot = second / 300;
    int oldest = Math.max(0, slot - 11);
    List<Long> least = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    for (int i = oldest; i < slot; i++) {
      // The value at the end of the slot before still holds when a slot begins.
      int from = Math.max(0, i * 300 - 1);
      least.add(open.subList(from, (i + 1) * 300).stream().mapToLong(n -> n).min().orElseThrow());
      List<Growth> its = growths.subList(i * 300, (i + 1) * 300);
      starts.add(its.stream().mapToLong(Growth::started).sum());
    }
    List<Growth> hour = growths.subList(oldest * 300, second + 1);
    assertThat(facts.leastOpen()).as("seed %s, second %s", SEED, second).isEqualTo(least);
    assertThat(facts.starts()).isEqualTo(starts);
    assertThat(facts.started()).isEqualTo(hour.stream().mapToLong(Growth::started).sum());
    assertThat(facts.sampled()).isEqualTo(hour.stream().mapToLong(Growth::sampled).sum());
    assertThat(facts.received()).isEqualTo(hour.stream().mapToLong(Growth::received).sum());
  }

  @Test
  void forget_spansOpen_stayOpen() {
    SpanTimeline timeline = new SpanTimeline(0);
    timeline.add(new Growth(10, 4, 4, 4));
    timeline.forget(SLOT);
    assertThat(facts(timeline).started()).isZero();
    timeline.advance(2 * SLOT);
    assertThat(facts(timeline).leastOpen()).containsExactly(6L);
    assertThat(facts(timeline).starts()).containsExactly(0L);
  }

  @Test
  void facts_whatAdaptersSay_isPassedOn() {
    drain.signals().spans().queueCapacity(640);
    SpanFacts facts = new SpanTimeline(0).facts(drain, Map.of("a", 3L));
    assertThat(facts.queueCapacity()).isEqualTo(640);
    assertThat(facts.openByScope()).isEqualTo(Map.of("a", 3L));
    assertThat(facts.oneIn()).isEqualTo(16);
  }
}
