package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Spans that begin after their parent. */
final class StartedLate extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          10,
          "started after its parent ended",
          Level.INFO,
          "more than 20 % of the local children of a scope start after their parent has ended"
              + " (lower bound of the interval)",
          100,
          "Start the span before its parent ends, or link it instead of nesting it.",
          Hook.SPANS);

  StartedLate() {
    super(TEXT, Defect.STARTED_LATE, Shape.SHARE_OF_SUBJECT, 0.2);
  }
}
