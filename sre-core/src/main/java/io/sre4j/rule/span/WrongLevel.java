package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Attributes where nobody looks for them. */
final class WrongLevel extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          27,
          "attribute at the wrong level",
          Level.LOW,
          "a span carries a key of the resource, such as `service.name`, or the resource one of"
              + " a span",
          5,
          "Move it.",
          Hook.CONTENT);

  WrongLevel() {
    super(TEXT, Defect.WRONG_LEVEL);
  }
}
