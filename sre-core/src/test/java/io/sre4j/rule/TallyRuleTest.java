package io.sre4j.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sre4j.facts.Facts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.context.ContextRules;
import io.sre4j.rule.pipeline.PipelineRules;
import io.sre4j.rule.serving.ServingRules;
import io.sre4j.rule.setup.SetupRules;
import io.sre4j.rule.span.SpanRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that judge tallies, each at its threshold, against the plan's numbers. */
class TallyRuleTest {
  private static Map<String, TallyRule> rules() {
    Map<String, TallyRule> rules = new TreeMap<>();
    Stream.of(
            ServingRules.all(),
            ContextRules.all(),
            SpanRules.all(),
            PipelineRules.all(),
            SetupRules.all())
        .flatMap(List::stream)
        .filter(TallyRule.class::isInstance)
        .map(TallyRule.class::cast)
        .forEach(rule -> assertThat(rules.put(rule.text().id(), rule)).isNull());
    return rules;
  }

  private static TallyRule rule(int number) {
    return rules().get(String.format("SRE-%03d", number));
  }

  private static Verdict judge(TallyRule rule, long inspected, long found) {
    Facts facts =
        new TestFacts().internalRoutes().tally(rule.defect(), "a", inspected, found).facts();
    return rule.judge(facts);
  }

  /** The least true share that k of n does not contradict at z = 1.96, found by halving. */
  private static double low(long k, long n) {
    double z = 1.959963984540054;
    double seen = (double) k / n;
    double low = 0;
    double high = seen;
    for (int i = 0; i < 200; i++) {
      double p = (low + high) / 2;
      if (seen - p > z * Math.sqrt(p * (1 - p) / n)) {
        low = p;
      } else {
        high = p;
      }
    }
    return high;
  }

  @Test
  void rules_ofTallies_areTheseAndEachHasADefectOfItsOwn() {
    assertThat(rules().keySet())
        .containsExactly(
            "SRE-003", "SRE-004", "SRE-005", "SRE-006", "SRE-007", "SRE-008", "SRE-009", "SRE-010",
            "SRE-011", "SRE-013", "SRE-015", "SRE-016", "SRE-018", "SRE-019", "SRE-020", "SRE-021",
            "SRE-023", "SRE-024", "SRE-025", "SRE-027", "SRE-029", "SRE-032");
    rules().forEach((id, rule) -> assertThat(rule.defect().rule()).as(id).isEqualTo(id));
  }

  @ParameterizedTest
  @CsvSource({
    "4,5", "7,5", "8,3", "9,3", "13,5", "15,5", "16,5", "19,5", "23,3", "25,3", "27,5", "29,5"
  })
  void judge_occurrences_failFromTheMinimumOn(int number, int minimum) {
    TallyRule rule = rule(number);
    assertThat(rule.text().minimum()).isEqualTo(minimum);
    assertThat(judge(rule, 0, 0).state()).isEqualTo(FindingState.NO_TRAFFIC);
    assertThat(judge(rule, minimum - 1, 0).state()).isEqualTo(FindingState.NO_TRAFFIC);
    assertThat(judge(rule, minimum - 1, minimum - 1).state()).isEqualTo(FindingState.NO_TRAFFIC);
    assertThat(judge(rule, minimum, 0).state()).isEqualTo(FindingState.PASS);
    assertThat(judge(rule, 1_000_000, minimum - 1).state()).isEqualTo(FindingState.PASS);
    Verdict rare = judge(rule, 1_000_000, minimum);
    assertThat(rare.state()).isEqualTo(FindingState.FAIL);
    assertThat(rare.share()).isEqualTo(new Proportion(minimum, 1_000_000));
    assertThat(judge(rule, 0, minimum).state()).isEqualTo(FindingState.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "3,0.05,50",
    "5,0.05,50",
    "6,0.2,30",
    "10,0.2,100",
    "11,0.05,100",
    "18,0.2,50",
    "20,0.2,30",
    "21,0.5,100",
    "24,0.01,50",
    "32,0.05,100"
  })
  void judge_shares_failByTheLowerBound(int number, double threshold, int minimum) {
    TallyRule rule = rule(number);
    assertThat(rule.text().minimum()).isEqualTo(minimum);
    assertThat(rule.text().failsWhen())
        .contains("more than " + Math.round(threshold * 100) + " %")
        .contains("lower bound");
    assertThat(judge(rule, minimum - 1, minimum - 1).state()).isEqualTo(FindingState.NO_TRAFFIC);
    for (int n : new int[] {minimum, 2 * minimum + 1, 1_000, 100_000}) {
      long least = 0;
      while (low(least, n) <= threshold) {
        least++;
      }
      assertThat(judge(rule, n, least - 1).state())
          .as("%s of %s", least - 1, n)
          .isEqualTo(FindingState.PASS);
      Verdict failed = judge(rule, n, least);
      assertThat(failed.state()).as("%s of %s", least, n).isEqualTo(FindingState.FAIL);
      assertThat(failed.findings())
          .extracting(Finding::subject, Finding::seen, Finding::of)
          .containsExactly(tuple("a", least, (long) n));
    }
  }

  /** The example of the Javadoc. */
  @Test
  void judge_tenOfAHundredWithoutRoute_fails() {
    assertThat(judge(rule(3), 100, 10).state()).isEqualTo(FindingState.FAIL);
    assertThat(judge(rule(3), 100, 9).state()).isEqualTo(FindingState.PASS);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void judge_nothingLookedAt_hasNoTraffic(String id) {
    assertThat(rules().get(id).judge(new TestFacts().internalRoutes().facts()).state())
        .isEqualTo(FindingState.NO_TRAFFIC);
  }

  static Stream<String> ids() {
    return rules().keySet().stream();
  }

  @Test
  void judge_otherSubjects_doNotHideOneOfAnother() {
    Facts facts =
        new TestFacts()
            .tally(Defect.NOT_PROPAGATED, "good", 100_000, 0)
            .tally(Defect.NOT_PROPAGATED, "few", 29, 29)
            .tally(Defect.NOT_PROPAGATED, "bad", 30, 30)
            .facts();
    Verdict verdict = rule(6).judge(facts);
    assertThat(verdict.findings()).extracting(Finding::subject).containsExactly("bad");
    assertThat(verdict.share()).isEqualTo(new Proportion(30, 100_030));
  }

  @Test
  void judge_shareOfAll_namesWhatMakesATenthOfItTheWorstFirst() {
    Facts facts =
        new TestFacts()
            .tally(Defect.ROUTE_MISSING, "small", 100, 9)
            .tally(Defect.ROUTE_MISSING, "tenth", 100, 10)
            .tally(Defect.ROUTE_MISSING, "most", 100, 81)
            .facts();
    assertThat(rule(3).judge(facts).findings())
        .extracting(Finding::subject, Finding::of)
        .containsExactly(tuple("most", 300L), tuple("tenth", 300L));
  }

  @Test
  void judge_manySmallSubjects_namesTheLargest() {
    TestFacts facts = new TestFacts();
    for (int i = 0; i < 50; i++) {
      facts.tally(Defect.ROUTE_MISSING, "s" + i, 10, i == 7 ? 6 : 5);
    }
    assertThat(rule(3).judge(facts.facts()).findings())
        .extracting(Finding::subject)
        .containsExactly("s7");
  }

  @Test
  void judge_withoutNames_isOfTheProcess() {
    Verdict alone = judgeUnnamed(new TestFacts());
    assertThat(alone.findings()).extracting(Finding::subject).containsExactly("this process");
    Verdict beside = judgeUnnamed(new TestFacts().tally(Defect.SCOPE_LEAK, "tomcat", 0, 2));
    assertThat(beside.findings())
        .extracting(Finding::subject, Finding::seen, Finding::of)
        .containsExactly(tuple("tomcat", 2L, 100L));
    assertThat(beside.share()).isEqualTo(new Proportion(9, 100));
  }

  private static Verdict judgeUnnamed(TestFacts facts) {
    return rule(9).judge(facts.tally(Defect.SCOPE_LEAK, "", 100, 7).facts());
  }
}
