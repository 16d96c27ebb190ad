package io.sre4j.rule.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.SpanFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.TestFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeakedSpansTest {
  private static final long SEED = 20_261_123;

  private static Verdict judge(long started, Long... leastOpen) {
    return judge(started, Map.of(), List.of(leastOpen));
  }

  private static Verdict judge(long started, Map<String, Long> open, List<Long> leastOpen) {
    return judge(started, open, leastOpen, Collections.nCopies(leastOpen.size(), started / 12));
  }

  private static Verdict judge(
      long started, Map<String, Long> open, List<Long> leastOpen, List<Long> starts) {
    SpanFacts spans = new SpanFacts(16, started, 0, 0, leastOpen, starts, open, 0, Set.of());
    return new LeakedSpans().judge(new TestFacts().spans(spans).facts());
  }

  @Test
  void judge_tooEarly_doesNotSay() {
    assertThat(judge(0).state()).isEqualTo(FindingState.NO_TRAFFIC);
    assertThat(judge(100, 1L, 20L, 40L, 60L, 80L).state()).isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(judge(100, 1L, 20L, 40L, 60L, 80L, 100L).state()).isEqualTo(FindingState.FAIL);
  }

  /** 100 spans are 6.25 of the counted ones. */
  @Test
  void judge_rise_failsFromAHundredSpansOn() {
    assertThat(judge(1_000, 0L, 1L, 2L, 3L, 4L, 6L).state()).isEqualTo(FindingState.PASS);
    assertThat(judge(1_000, 0L, 1L, 2L, 3L, 4L, 7L).state()).isEqualTo(FindingState.FAIL);
  }

  @Test
  void judge_rise_failsFromAThousandthOfTheStartedOn() {
    assertThat(judge(20_001, 0L, 4L, 8L, 12L, 16L, 20L).state()).isEqualTo(FindingState.PASS);
    assertThat(judge(20_000, 0L, 4L, 8L, 12L, 16L, 20L).state()).isEqualTo(FindingState.FAIL);
  }

  @Test
  void judge_notRisingOnce_passes() {
    assertThat(judge(1_000, 0L, 10L, 20L, 20L, 30L, 40L).state()).isEqualTo(FindingState.PASS);
    assertThat(judge(1_000, 90L, 0L, 10L, 20L, 30L, 40L, 50L).state())
        .as("only the last six count")
        .isEqualTo(FindingState.FAIL);
  }

  @Test
  void judge_scopesKnown_namesTheOneWithMostOpenSpans() {
    List<Long> rising = List.of(0L, 10L, 20L, 30L, 40L, 50L);
    Finding finding = judge(1_000, Map.of("a", 3L, "b", 60L), rising).findings().get(0);
    assertThat(finding.subject()).isEqualTo("b");
    assertThat(finding.seen()).isEqualTo(800);
    assertThat(finding.of()).isEqualTo(16_000);
    assertThat(finding.examples())
        .containsExactly(
            Example.where("about 960 open spans of b"), Example.where("about 48 open spans of a"));
    assertThat(judge(1_000, Map.of(), rising).findings().get(0).subject())
        .isEqualTo("this process");
  }

  /** Numbers that go up and down, and those to which a leak adds. */
  @Test
  void judge_randomTraffic_onlyLeaksAreFound() {
    SplittableRandom random = new SplittableRandom(SEED);
    int wrong = 0;
    for (int i = 0; i < 1_000; i++) {
      boolean isLeaking = random.nextBoolean();
      List<Long> least = new ArrayList<>();
      for (int slot = 0; slot < 11; slot++) {
        least.add(random.nextLong(20) + (isLeaking ? 30L * slot : 0));
      }
      boolean isFound = judge(50_000, Map.of(), least).state() == FindingState.FAIL;
      wrong += isFound == isLeaking ? 0 : 1;
    }
    assertThat(wrong).as("seed " + SEED).isZero();
  }

  /** 2 x 1.1 x 122 open spans are explained by twice as many starts, 280 are 12 too many. */
  @Test
  void judge_trafficRises_failsOnlyByWhatItDoesNotExplain() {
    List<Long> starts = List.of(500L, 500L, 500L, 500L, 500L, 1_000L);
    assertThat(judge(2_000, Map.of(), List.of(100L, 101L, 102L, 103L, 104L, 268L), starts).state())
        .isEqualTo(FindingState.PASS);
    Finding finding =
        judge(2_000, Map.of(), List.of(100L, 101L, 102L, 103L, 104L, 280L), starts)
            .findings()
            .get(0);
    assertThat(finding.seen()).isEqualTo(12 * 16);
  }

  /** Requests of seconds to minutes, each of which ends, while more and more come. */
  @Test
  void judge_rampsOfSpansThatEnd_areNoLeaks() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(30);
      int to = from + 1 + random.nextInt(59 - from);
      double first = i % 3 == 0 ? 0 : 0.2 + 3 * random.nextDouble();
      double last = first + 10 * random.nextDouble();
      int seconds = 1 + random.nextInt(90);
      Course course = new Course(random);
      for (int second = 0; second < 3_600; second++) {
        double along = Math.min(1, Math.max(0, (second / 60.0 - from) / (to - from)));
        course.second(first + along * (last - first), seconds, 0);
        if (second % 60 == 59 && !course.least.isEmpty()) {
          assertThat(course.judge().state())
              .as("seed %s, %s to %s a second, %s s each, %s", SEED, first, last, seconds, course)
              .isNotEqualTo(FindingState.FAIL);
        }
      }
    }
  }

  /** One in a hundred never ends, whether traffic is steady or grows. */
  @Test
  void judge_leaks_areFoundWithinTheHour() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 100; i++) {
      double first = 3 + 3 * random.nextDouble();
      double last = i % 2 == 0 ? first : 2 * first;
      Course course = new Course(random);
      boolean isFound = false;
      for (int second = 0; second < 3_600; second++) {
        course.second(first + (last - first) * second / 3_600, 2, 0.01);
        isFound |= second > 300 && course.judge().state() == FindingState.FAIL;
      }
      assertThat(isFound).as("seed %s, %s to %s a second, %s", SEED, first, last, course).isTrue();
    }
  }

  /** Counted spans of an hour, second by second. */
  private static final class Course {
    private final SplittableRandom random;
    private final int[] ends = new int[10_000];
    private final List<Long> least = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private int second;
    private long open;
    private long started;
    private long leastOfSlot;
    private long startedBefore;

    Course(SplittableRandom random) {
      this.random = random;
    }

    /** So many begin on average, and last as long on average, but for those that leak. */
    void second(double rate, int seconds, double leaks) {
      open -= ends[second];
      for (double at = waited(); at < rate; at += waited()) {
        open++;
        started++;
        int lasts = (int) Math.ceil(seconds * waited());
        if (random.nextDouble() >= leaks && second + lasts < ends.length) {
          ends[second + lasts]++;
        }
      }
      leastOfSlot = Math.min(leastOfSlot, open);
      second++;
      if (second % 300 == 0) {
        least.add(leastOfSlot);
        starts.add(started - startedBefore);
        leastOfSlot = open;
        startedBefore = started;
      }
    }

    private double waited() {
      return -Math.log(1 - random.nextDouble());
    }

    Verdict judge() {
      return LeakedSpansTest.judge(started, Map.of(), least, starts);
    }

    @Override
    public String toString() {
      return least + " open of " + starts;
    }
  }
}
