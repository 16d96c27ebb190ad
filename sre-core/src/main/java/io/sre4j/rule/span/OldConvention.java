package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Spans that speak old conventions. */
final class OldConvention extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          19,
          "old conventions",
          Level.LOW,
          "spans carry a key of old conventions, such as `http.method` or `db.statement`; those"
              + " of Micrometer are left out",
          5,
          "Set `OTEL_SEMCONV_STABILITY_OPT_IN`, or update the instrumentation.",
          Hook.CONTENT);

  OldConvention() {
    super(TEXT, Defect.OLD_CONVENTION);
  }
}
