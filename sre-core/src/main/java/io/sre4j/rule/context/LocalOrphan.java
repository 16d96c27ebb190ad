package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Recorded spans of a parent that nobody records. */
final class LocalOrphan extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          7,
          "local orphan",
          Level.HIGH,
          "spans are recorded whose local parent is valid and not recorded",
          5,
          "Use a parent-based sampler, and one SDK for all spans of the process.",
          Hook.SPANS);

  LocalOrphan() {
    super(TEXT, Defect.LOCAL_ORPHAN);
  }
}
