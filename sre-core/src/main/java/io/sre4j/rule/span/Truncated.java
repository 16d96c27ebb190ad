package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Spans of which a part was cut off. */
final class Truncated extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          25,
          "truncation",
          Level.LOW,
          "spans lost attributes, events or links to the limits of the SDK",
          3,
          "Raise the span limits or record less.",
          Hook.CONTENT);

  Truncated() {
    super(TEXT, Defect.TRUNCATED);
  }
}
