package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Spans whose status is not what the conventions say. */
final class WrongStatus extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          15,
          "wrong status",
          Level.MEDIUM,
          "spans of HTTP in OpenTelemetry's conventions have the wrong status: a server span of"
              + " 500 or more or a client span of 400 or more (not 404) without ERROR, a server span"
              + " of 4xx with ERROR, or an ERROR without `error.type`",
          5,
          "Set the status as the HTTP conventions say.",
          Hook.CONTENT);

  WrongStatus() {
    super(TEXT, Defect.WRONG_STATUS);
  }
}
