package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Traces that are sampled here and not where they began. */
final class InconsistentSampling extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          29,
          "sampling not consistent",
          Level.MEDIUM,
          "sampled spans have a remote parent that is not sampled",
          5,
          "Wrap the sampler in `parentBased`.",
          Hook.SPANS);

  InconsistentSampling() {
    super(TEXT, Defect.INCONSISTENT_SAMPLING);
  }
}
