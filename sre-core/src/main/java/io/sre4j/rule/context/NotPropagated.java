package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Calls that leave the process without the trace. */
final class NotPropagated extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          6,
          "call without propagation",
          Level.HIGH,
          "more than 20 % of the client and producer spans of HTTP, RPC or messaging of a scope"
              + " were never injected into a request (lower bound of the interval)",
          30,
          "Inject the context into the request: build the client from the instrumented builder.",
          Hook.PROPAGATION);

  NotPropagated() {
    super(TEXT, Defect.NOT_PROPAGATED, Shape.SHARE_OF_SUBJECT, 0.2);
  }
}
