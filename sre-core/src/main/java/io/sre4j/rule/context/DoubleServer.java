package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Requests that two instrumentations trace. */
final class DoubleServer extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          13,
          "double instrumentation",
          Level.HIGH,
          "server spans have a local server parent of another scope",
          5,
          "Keep one of the two: the agent, or the library's own instrumentation.",
          Hook.SPANS);

  DoubleServer() {
    super(TEXT, Defect.DOUBLE_SERVER);
  }
}
