package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Spans without what the conventions require. */
final class AttributeMissing extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          18,
          "required attribute missing",
          Level.LOW,
          "more than 20 % of the spans of a scope that follow the stable conventions lack a key"
              + " that these require (lower bound of the interval)",
          50,
          "Set the attribute, or update the instrumentation.",
          Hook.CONTENT);

  AttributeMissing() {
    super(TEXT, Defect.ATTRIBUTE_MISSING, Shape.SHARE_OF_SUBJECT, 0.2);
  }
}
