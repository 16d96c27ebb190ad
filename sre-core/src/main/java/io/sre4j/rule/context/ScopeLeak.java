package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Requests that go on in the trace of one that is over. */
final class ScopeLeak extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          9,
          "scope leak",
          Level.HIGH,
          "server or consumer spans have a local parent that has ended",
          3,
          "Close every scope in a `finally` on the thread that opened it.",
          Hook.SPANS);

  ScopeLeak() {
    super(TEXT, Defect.SCOPE_LEAK);
  }
}
