package io.sre4j.rule.pipeline;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Log records that lead to no trace. */
final class LogWithoutTrace extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          32,
          "logs without trace id",
          Level.LOW,
          "more than 5 % of the log records that are written while a request runs on their"
              + " thread carry no trace id (lower bound of the interval)",
          100,
          "Propagate the context to the appender.",
          Hook.LOGS);

  LogWithoutTrace() {
    super(TEXT, Defect.LOG_WITHOUT_TRACE, Shape.SHARE, 0.05);
  }
}
