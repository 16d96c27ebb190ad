package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Spans at times that cannot be. */
final class ImpossibleTime extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          23,
          "impossible times",
          Level.LOW,
          "spans end before they start, start more than a minute in the future, or last longer"
              + " than an hour",
          3,
          "Take both instants from the SDK's clock.",
          Hook.CONTENT);

  ImpossibleTime() {
    super(TEXT, Defect.IMPOSSIBLE_TIME);
  }
}
