package io.sre4j.rule.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageBelowTargetTest {
  private static Verdict judge(ServingFacts facts) {
    return new CoverageBelowTarget().judge(facts.facts());
  }

  /** Wilson's upper bounds: 981 of 1,000 0.9878, 984 of 1,000 0.9901; 194 of 200 0.9862. */
  @ParameterizedTest
  @CsvSource({
    "19,981,FAIL",
    "16,984,PASS",
    "6,194,FAIL",
    "0,200,PASS",
    "6,193,NO_TRAFFIC",
    "500,9500,FAIL"
  })
  void judge_upToTheBound_fails(long untraced, long covered, FindingState expected) {
    Verdict verdict = judge(new ServingFacts().route("GET /a", untraced, covered));
    assertThat(verdict.state()).isEqualTo(expected);
    assertThat(verdict.findings()).hasSize(expected == FindingState.FAIL ? 1 : 0);
  }

  @Test
  void judge_routesOfOneSli_areSummedUpAndTheWorstShown() {
    Verdict verdict =
        judge(
            new ServingFacts()
                .route("GET /a", 5, 95)
                .route("GET /b", new TraceCounts(3, 7, 100, 0, 190), "http", "pay")
                .route("GET /c", 0, 100));
    assertThat(verdict.findings()).extracting(Finding::subject).containsExactly("http", "pay");
    Finding http = verdict.findings().get(0);
    assertThat(new Proportion(http.seen(), http.of())).isEqualTo(new Proportion(15, 500));
    assertThat(http.examples())
        .extracting(Example::where)
        .containsExactly(
            "GET /b, 10 of 300 (3.33 %) untraced", "GET /a, 5 of 100 (5.00 %) untraced");
    assertThat(verdict.reason()).isEqualTo("2 of 2 SLIs miss 99.00 %");
  }

  @Test
  void judge_routeThatTheFirstRuleFound_isLeftOut() {
    Verdict verdict =
        judge(new ServingFacts().route("GET /untraced", 500, 0).route("GET /a", 0, 1_000));
    assertThat(verdict.state()).isEqualTo(FindingState.PASS);
    assertThat(verdict.share()).isEqualTo(new Proportion(0, 1_000));
  }

  @Test
  void judge_routeThatTheFirstRuleDoesNotJudgeYet_counts() {
    Verdict verdict = judge(new ServingFacts().route("GET /few", 19, 0).route("GET /a", 0, 400));
    assertThat(verdict.state()).isEqualTo(FindingState.FAIL);
    assertThat(verdict.share()).isEqualTo(new Proportion(19, 419));
  }

  @Test
  void judge_onlyUntracedRoutes_hasNoTraffic() {
    assertThat(judge(new ServingFacts().route("GET /untraced", 500, 0)).state())
        .isEqualTo(FindingState.NO_TRAFFIC);
  }

  @Test
  void judge_routesWithoutSli_areNobodys() {
    TraceCounts counts = new TraceCounts(0, 100, 0, 0, 900);
    assertThat(judge(new ServingFacts().route("GET /a", counts)).state())
        .isEqualTo(FindingState.NO_TRAFFIC);
  }
}
