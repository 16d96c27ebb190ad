package io.sre4j.rule.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Verdict;
import java.time.Duration;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinSamplingTest {
  private static Verdict judge(ServingFacts facts) {
    return new ThinSampling().judge(facts.facts());
  }

  private static TraceCounts sampled(long sampled, long of) {
    return new TraceCounts(0, 0, of - sampled, 0, sampled);
  }

  /** 99.9 %, 1 million events in 30 days, 2 % of the budget in an hour: 20 bad events. */
  @Test
  void chance_ofTheWorkedNumbers_isAsSaid() {
    assertThat(ThinSampling.chance(0.01, 20)).isCloseTo(0.18, within(0.005));
    assertThat(ThinSampling.chance(0.10, 20)).isCloseTo(0.88, within(0.005));
    assertThat(ThinSampling.needed(20)).isCloseTo(0.1392, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.01,20", "0.139,20", "0.5,1", "0.0003,10000", "0,7", "1,7", "0.2,2.5"})
  void chance_anyNumbers_isOneMinusTheBinomialOfNone(double p, double n) {
    double none = BinomialDistribution.of((int) Math.ceil(n), p).probability(0);
    assertThat(ThinSampling.chance(p, n)).isCloseTo(1 - none, within(1e-9));
  }

  @Test
  void needed_anyNumber_isTheLeastThatIsLikely() {
    for (int n = 1; n < 3_000; n++) {
      assertThat(ThinSampling.chance(ThinSampling.needed(n), n)).isGreaterThanOrEqualTo(0.95);
      assertThat(ThinSampling.chance(ThinSampling.needed(n) - 2e-4, n)).isLessThan(0.95);
    }
  }

  /** 13.92 % are needed for 20; the upper bound of 12.5 % of 10,000 is 13.16 %, of 13.3 % 13.98. */
  @ParameterizedTest
  @CsvSource({"1250,FAIL", "1330,PASS", "0,FAIL", "10000,PASS"})
  void judge_upToTheBound_fails(long sampled, FindingState expected) {
    ServingFacts facts =
        new ServingFacts().page("shop", 20).route("GET /a", sampled(sampled, 10_000), "http");
    assertThat(judge(facts).state()).isEqualTo(expected);
  }

  @Test
  void judge_thin_saysWhatItWouldTake() {
    Verdict verdict =
        judge(
            new ServingFacts()
                .page("shop", 20)
                .page("lenient", 2_000)
                .route("GET /a", sampled(100, 10_000), "http"));
    assertThat(verdict.reason()).isEqualTo("1 of 2 SLOs hardly would");
    Finding finding = verdict.findings().get(0);
    assertThat(finding.subject()).isEqualTo("shop");
    assertThat(finding.seen()).isEqualTo(100);
    assertThat(finding.of()).isEqualTo(10_000);
    assertThat(finding.examples().get(0).where())
        .isEqualTo(
            "page 1h/5m fires after 20 bad events: one of them is sampled with a chance of"
                + " 18.20 %, with 13.92 % sampled it would be 95 %");
  }

  @Test
  void judge_untracedEvents_areNotSampledOut() {
    TraceCounts counts = new TraceCounts(0, 50_000, 0, 0, 2_000);
    assertThat(judge(new ServingFacts().page("shop", 20).route("GET /a", counts, "http")).state())
        .isEqualTo(FindingState.PASS);
  }

  @Test
  void judge_keeper_passesWhateverIsSampled() {
    ServingFacts facts =
        new ServingFacts().page("shop", 20).route("GET /a", sampled(0, 10_000), "http");
    assertThat(judge(facts.keeper()).state()).isEqualTo(FindingState.PASS);
  }

  @Test
  void judge_lessThanAnHour_cannotKnow() {
    ServingFacts facts =
        new ServingFacts().page("shop", 20).route("GET /a", sampled(0, 10_000), "http");
    assertThat(judge(facts.observed(Duration.ofMinutes(54))).state())
        .isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(judge(facts.observed(Duration.ofMinutes(55))).state()).isEqualTo(FindingState.FAIL);
  }

  @Test
  void judge_noPageOrFewEvents_saysSo() {
    assertThat(judge(new ServingFacts().route("GET /a", sampled(0, 10_000), "http")).state())
        .isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(
            judge(new ServingFacts().page("shop", 20).route("GET /a", sampled(0, 999), "http"))
                .state())
        .isEqualTo(FindingState.NO_TRAFFIC);
  }
}
