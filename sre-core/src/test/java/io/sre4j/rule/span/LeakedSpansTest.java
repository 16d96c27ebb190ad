package io.sre4j.rule.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.SpanFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.TestFacts;
import java.util.ArrayList;
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
    SpanFacts spans = new SpanFacts(16, started, 0, 0, leastOpen, open, 0, Set.of());
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
}
