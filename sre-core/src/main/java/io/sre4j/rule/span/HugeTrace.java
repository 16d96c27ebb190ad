package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Traces that are too large to be read. */
final class HugeTrace extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          24,
          "huge or chatty traces",
          Level.MEDIUM,
          "more than 1 % of the local traces have more than 1,000 spans, or 20 client calls of"
              + " one name in a row under one parent (lower bound of the interval)",
          50,
          "Batch the calls; record what a loop did as one span.",
          Hook.SPANS);

  HugeTrace() {
    super(TEXT, Defect.HUGE_TRACE, Shape.SHARE, 0.01);
  }
}
