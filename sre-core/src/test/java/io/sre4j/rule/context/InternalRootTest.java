package io.sre4j.rule.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.finding.Defect;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.TestFacts;
import org.junit.jupiter.api.Test;

class InternalRootTest {
  @Test
  void judge_noRouteSaidToBeInternal_isNotAssessableWithTheShare() {
    TestFacts facts = new TestFacts().tally(Defect.INTERNAL_ROOT, "GET /a", 100, 40);
    Verdict open = new InternalRoot().judge(facts.facts());
    assertThat(open.state()).isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(open.share()).isEqualTo(new Proportion(40, 100));
    assertThat(open.reason())
        .isEqualTo("no route is said to be internal; 40 of 100 (40.00 %) server spans are roots");
    assertThat(open.findings()).isEmpty();
    assertThat(new InternalRoot().judge(facts.internalRoutes().facts()).state())
        .isEqualTo(FindingState.FAIL);
  }
}
