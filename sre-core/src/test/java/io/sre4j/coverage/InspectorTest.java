package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.facts.Facts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.TraceState;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InspectorTest {
  private static final RuleText TEXT =
      RuleText.of(999, "broken", Level.LOW, "always", 1, "Mend the rule.", Hook.OPERATIONS);

  private final FakeTime time = new FakeTime(TestCoverage.START);

  private static Rule rule(Function<Facts, Verdict> judge) {
    return new Rule() {
      @Override
      public RuleText text() {
        return TEXT;
      }

      @Override
      public Verdict judge(Facts facts) {
        return judge.apply(facts);
      }
    };
  }

  @Test
  void judge_ruleThrows_isNotAssessableAndOthersAreAsked() {
    Rule broken =
        rule(facts -> {
          throw new StackOverflowError("broken");
        });
    Rule sound = rule(facts -> Verdict.pass(TEXT, "fine", Proportion.NOTHING));
    SignalDrain drain = new SignalDrain(TestCoverage.START);
    drain.signals().attached(Hook.OPERATIONS);
    Inspector inspector =
        new Inspector(
            TestCoverage.settings().build(), List.of(broken, sound), drain, null, time.now());
    List<String> logged =
        Logged.during(() -> {
          for (int i = 0; i < 3; i++) {
            assertThat(inspector.judge(time.now(), List.of()).verdicts())
                .extracting(Verdict::state)
                .containsExactly(FindingState.NOT_ASSESSABLE, FindingState.PASS);
          }
        });
    assertThat(logged).containsExactly("WARNING rule SRE-999 failed; logged once");
  }

  @Test
  void ids_ofAllRules_areDifferentAndInOrder() {
    List<String> ids = Inspector.ids();
    assertThat(ids).isSorted().doesNotHaveDuplicates().contains("SRE-001", "SRE-002", "SRE-028");
    assertThat(Coverage.rules()).extracting(RuleText::id).isEqualTo(ids);
  }

  @Test
  void findings_seenAgainAndAgain_areToldAndLoggedOnce() {
    try (TestCoverage test = TestCoverage.warm()) {
      List<Finding> told = new ArrayList<>();
      test.coverage.onFinding(finding -> {
        throw new IllegalStateException("listener");
      });
      Runnable end = test.coverage.onFinding(told::add);
      test.count("GET /a", TraceState.UNTRACED, 50);
      List<String> logged =
          Logged.during(() -> {
            test.inspect();
            test.inspect();
            end.run();
            test.count("GET /b", TraceState.UNTRACED, 50);
            test.inspect();
          });
      assertThat(told).extracting(Finding::subject).containsExactly("GET /a");
      assertThat(logged).hasSize(3);
      assertThat(logged.get(0)).startsWith("WARNING SRE-001 GET /a: 50 of 50, such as 50 without");
      assertThat(logged.get(1)).startsWith("WARNING listener ").endsWith("logged once");
      assertThat(logged.get(2)).startsWith("WARNING SRE-001 GET /b: ");
    }
  }

  @Test
  void findings_many_areLoggedTwentyAMinuteAndTheRestCounted() {
    try (TestCoverage test = TestCoverage.warm()) {
      List<Finding> told = new ArrayList<>();
      test.coverage.onFinding(told::add);
      IntStream.range(0, 100).forEach(i -> test.count("GET /" + i, TraceState.UNTRACED, 30));
      assertThat(Logged.during(test::inspect)).hasSize(20);
      assertThat(told).hasSize(100);
      assertThat(Logged.during(() -> test.inspectAfter(Duration.ofMinutes(1))))
          .containsExactly("WARNING 80 more findings were not logged; the report has them all");
    }
  }

  @Test
  void onFinding_tooMany_isRefused() {
    try (TestCoverage test = TestCoverage.warm()) {
      Set<Runnable> ends = new HashSet<>();
      IntStream.range(0, 16).forEach(i -> ends.add(test.coverage.onFinding(finding -> {})));
      assertThatThrownBy(() -> test.coverage.onFinding(finding -> {}))
          .hasMessageContaining("at most 16");
      ends.iterator().next().run();
      test.coverage.onFinding(finding -> {});
    }
  }

  /** By the machine's clock for the thread, by a fake one for what it sees. */
  @Test
  void thread_started_collectsAndJudgesUntilClosed() throws InterruptedException {
    SreEngine engine = SreEngine.builder().manualTicks().build();
    Coverage coverage =
        Coverage.builder(engine).settings(TestCoverage.settings().build()).timeSource(time).build();
    CountDownLatch found = new CountDownLatch(1);
    Set<Thread> tellers = new HashSet<>();
    coverage.onFinding(finding -> {
      tellers.add(Thread.currentThread());
      found.countDown();
    });
    coverage.signals().attached(Hook.OPERATIONS);
    for (int i = 0; i < 30; i++) {
      coverage.signals().routes().of("GET /a", TestCoverage.HTTP).count(TraceState.UNTRACED);
    }
    time.advance(Duration.ofSeconds(10));
    assertThat(found.await(30, TimeUnit.SECONDS)).isTrue();
    Thread inspector = tellers.iterator().next();
    assertThat(inspector.getName()).isEqualTo("sre4j-inspector");
    assertThat(inspector.isDaemon()).isTrue();
    coverage.close();
    coverage.close();
    inspector.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(inspector.isAlive()).isFalse();
    engine.close();
  }
}
