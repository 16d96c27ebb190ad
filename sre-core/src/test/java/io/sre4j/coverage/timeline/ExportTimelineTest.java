package io.sre4j.coverage.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.facts.ExportFacts;
import io.sre4j.facts.ExportReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExportTimelineTest {
  private static final long SEED = 20_261_123;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static ExportReading reading(long batches, long failed, long busySeconds) {
    return new ExportReading(batches, failed, Map.of("HTTP 404", failed), 0, busySeconds * SECOND);
  }

  private static ExportFacts only(ExportTimeline timeline) {
    assertThat(timeline.facts()).hasSize(1);
    return timeline.facts().get(0);
  }

  @Test
  void facts_noReading_areNone() {
    assertThat(new ExportTimeline(0).facts()).isEmpty();
  }

  @Test
  void facts_firstReading_isAllSinceTheBeginning() {
    ExportTimeline timeline = new ExportTimeline(0);
    timeline.add("otlp", reading(10, 4, 1), SECOND);
    ExportFacts facts = only(timeline);
    assertThat(facts.batches()).isEqualTo(10);
    assertThat(facts.failed()).isEqualTo(4);
    assertThat(facts.failures()).isEqualTo(Map.of("HTTP 404", 4L));
    assertThat(facts.busy()).isZero();
  }

  /** Every ten seconds, against the list of all readings. */
  @Test
  void facts_randomCourse_areThoseOfTheLastFiveMinutes() {
    SplittableRandom random = new SplittableRandom(SEED);
    ExportTimeline timeline = new ExportTimeline(0);
    List<ExportReading> all = new ArrayList<>(List.of(reading(0, 0, 0)));
    for (int i = 1; i < 500; i++) {
      ExportReading last = all.get(i - 1);
      long failed = random.nextInt(3);
      ExportReading next =
          reading(
              last.batches() + failed + random.nextInt(3),
              last.failed() + failed,
              last.busyNanos() / SECOND + random.nextInt(11));
      all.add(next);
      timeline.add("otlp", next, 10 * i * SECOND);
      ExportReading from = all.get(Math.max(0, i - 30));
      ExportReading minuteAgo = all.get(Math.max(0, i - 6));
      ExportFacts facts = only(timeline);
      assertThat(facts.batches())
          .as("seed %s, %s", SEED, i)
          .isEqualTo(next.batches() - from.batches());
      assertThat(facts.failed()).isEqualTo(next.failed() - from.failed());
      double busy = (next.busyNanos() - minuteAgo.busyNanos()) / (60.0 * SECOND);
      assertThat(facts.busy()).isCloseTo(i < 6 ? 0 : busy, within(1e-9));
    }
  }

  @Test
  void forget_failuresBefore_areNotCounted() {
    ExportTimeline timeline = new ExportTimeline(0);
    timeline.add("otlp", reading(10, 4, 1), SECOND);
    timeline.forget(60 * SECOND);
    timeline.add("otlp", reading(12, 5, 1), 70 * SECOND);
    ExportFacts facts = only(timeline);
    assertThat(facts.batches()).isEqualTo(2);
    assertThat(facts.failures()).isEqualTo(Map.of("HTTP 404", 1L));
  }

  @Test
  void add_moreThanAThousandReadings_keepsTheNewest() {
    ExportTimeline timeline = new ExportTimeline(0);
    for (int i = 1; i <= 5_000; i++) {
      timeline.add("otlp", reading(i, 0, 0), i);
    }
    assertThat(only(timeline).batches()).isEqualTo(5_000);
  }

  @Test
  void facts_severalExporters_areByName() {
    ExportTimeline timeline = new ExportTimeline(0);
    timeline.add("b", reading(1, 0, 0), 1);
    timeline.add("a", new ExportReading(2, 0, Map.of(), 17 * SECOND, 0), 1);
    assertThat(timeline.facts()).extracting(ExportFacts::exporter).containsExactly("a", "b");
    assertThat(timeline.facts().get(0).inFlight()).isEqualTo(Duration.ofSeconds(17));
  }
}
