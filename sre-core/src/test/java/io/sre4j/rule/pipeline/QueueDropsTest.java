package io.sre4j.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.SpanFacts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.TestFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueDropsTest {
  private static final long SEED = 20_261_123;

  private static Verdict judge(long sampled, long received, int capacity) {
    SpanFacts spans =
        new SpanFacts(
            16, sampled, sampled, received, List.of(), List.of(), Map.of(), capacity, Set.of());
    return new QueueDrops().judge(new TestFacts().spans(spans).facts());
  }

  /** 2,560 that may wait are 160 counted ones, plus 4 x 12.65 and 4 for chance: 214.6. */
  @ParameterizedTest
  @CsvSource({
    "0,0,2560,NO_TRAFFIC",
    "1000,1000,2560,PASS",
    "1000,786,2560,PASS",
    "1000,785,2560,FAIL",
    "1000,1001,2560,PASS",
    "1000,0,0,NOT_ASSESSABLE",
    "1000,976,128,FAIL",
    "1000,977,128,PASS"
  })
  void judge_moreThanMayWait_fails(
      long sampled, long received, int capacity, FindingState expected) {
    assertThat(judge(sampled, received, capacity).state()).isEqualTo(expected);
  }

  @Test
  void judge_dropped_saysAboutHowMany() {
    Finding finding = judge(10_000, 6_000, 1_600).findings().get(0);
    assertThat(finding.subject()).isEqualTo("this process");
    assertThat(finding.seen()).isEqualTo((4_000 - 100) * 16);
    assertThat(finding.of()).isEqualTo(160_000);
  }

  @Test
  void judge_withoutSpanProcessor_isNotAssessable() {
    Verdict verdict = new QueueDrops().judge(new TestFacts().without(Hook.SPANS).facts());
    assertThat(verdict.state()).isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(verdict.reason()).isEqualTo("no span processor listens");
  }

  /** An exporter of metrics is one, too, and is handed no span. */
  @Test
  void judge_noExporterOfSpansIsWatched_isNotAssessable() {
    SpanFacts spans =
        new SpanFacts(16, 1_000, 1_000, 0, List.of(), List.of(), Map.of(), 0, Set.of());
    Verdict verdict =
        new QueueDrops().judge(new TestFacts().without(Hook.CONTENT).spans(spans).facts());
    assertThat(verdict.state()).isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(verdict.reason()).isEqualTo("no exporter of spans is watched");
  }

  /** A full queue without a loss is never one, whichever of its spans are counted. */
  @Test
  void judge_fullQueueOfRandomSpans_passesUntilAsManyAgainAreLost() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2_000; i++) {
      int capacity = 64 << random.nextInt(8);
      int waiting = counted(capacity, random);
      assertThat(judge(100_000, 100_000 - waiting, capacity).state())
          .as("seed %s, %s of %s", SEED, waiting, capacity)
          .isEqualTo(FindingState.PASS);
      int lost = waiting + counted(2_560 + capacity, random);
      assertThat(judge(100_000, 100_000 - lost, capacity).state()).isEqualTo(FindingState.FAIL);
    }
  }

  private static int counted(int spans, SplittableRandom random) {
    int counted = 0;
    for (int i = 0; i < spans; i++) {
      counted += random.nextInt(16) == 0 ? 1 : 0;
    }
    return counted;
  }
}
