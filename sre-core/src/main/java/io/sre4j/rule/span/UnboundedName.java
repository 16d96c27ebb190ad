package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Span names with a value in them. */
final class UnboundedName extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          21,
          "names without bound",
          Level.HIGH,
          "of the different span names of a scope and kind more than 50 % have a number, a UUID"
              + " or hexadecimal digits in them (lower bound of the interval)",
          100,
          "Put the template into the name, the value into an attribute.",
          Hook.CONTENT);

  UnboundedName() {
    super(TEXT, Defect.UNBOUNDED_NAME, Shape.SHARE_OF_SUBJECT, 0.5);
  }
}
