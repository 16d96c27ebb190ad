package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Requests that the SLI and the span see differently. */
final class VerdictDisagrees extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          16,
          "verdict and span disagree",
          Level.MEDIUM,
          "an SLI counts an answer of 500 or more as bad and its span, in Micrometer's conventions,"
              + " is no ERROR (SRE-015 says so of OpenTelemetry's); or an answer below 400 is not bad"
              + " and its span is an ERROR",
          5,
          "Record the error on the span (`observation.error`, `setStatus`), or correct the"
              + " SLI's classification.",
          Hook.VERDICTS);

  VerdictDisagrees() {
    super(TEXT, Defect.VERDICT_DISAGREES);
  }
}
