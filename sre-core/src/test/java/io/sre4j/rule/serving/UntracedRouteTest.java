package io.sre4j.rule.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntracedRouteTest {
  private static Verdict judge(ServingFacts facts) {
    return new UntracedRoute().judge(facts.facts());
  }

  /** Wilson's upper bound of 5 of 20 is 0.469, of 6 of 20 it is 0.519. */
  @ParameterizedTest
  @CsvSource({"15,5,FAIL", "14,6,PASS", "20,0,FAIL", "0,20,PASS", "19,0,NO_TRAFFIC"})
  void judge_upToTheBound_fails(long untraced, long covered, FindingState expected) {
    Verdict verdict = judge(new ServingFacts().route("GET /a", untraced, covered));
    assertThat(verdict.state()).isEqualTo(expected);
    assertThat(verdict.findings()).hasSize(expected == FindingState.FAIL ? 1 : 0);
  }

  @Test
  void judge_someRoutes_namesThoseTheWorstFirstWithTheirCounts() {
    Verdict verdict =
        judge(
            new ServingFacts()
                .route("GET /traced", 3, 400)
                .route("GET /bad", 90, 10)
                .route("GET /worse", new TraceCounts(7, 200, 0, 0, 0), "http")
                .route("GET /few", 19, 0));
    assertThat(verdict.findings())
        .extracting(Finding::subject)
        .containsExactly("GET /worse", "GET /bad");
    assertThat(verdict.share()).isEqualTo(new Proportion(300, 710));
    assertThat(verdict.reason()).isEqualTo("2 of 3 routes are not");
    Finding worst = verdict.findings().get(0);
    assertThat(worst.rule()).isEqualTo("SRE-001");
    assertThat(worst.level()).isEqualTo(Level.HIGH);
    assertThat(worst.seen()).isEqualTo(207);
    assertThat(worst.of()).isEqualTo(207);
    assertThat(worst.examples().get(0).where())
        .isEqualTo("200 without a trace, 7 neither counted nor traced");
  }

  /** Sampled out, recorded here only, exported: all belong to a trace. */
  @Test
  void judge_nothingSampled_passes() {
    TraceCounts unsampled = new TraceCounts(0, 0, 500, 500, 0);
    assertThat(judge(new ServingFacts().route("GET /a", unsampled, "http")).state())
        .isEqualTo(FindingState.PASS);
  }

  @Test
  void judge_noRoute_hasNoTraffic() {
    assertThat(judge(new ServingFacts()).state()).isEqualTo(FindingState.NO_TRAFFIC);
  }
}
