package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Calls that belong to no request any more. */
final class ContextLost extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          11,
          "context lost on the way out",
          Level.HIGH,
          "more than 5 % of all client and producer spans are the root of their trace (lower"
              + " bound of the interval); left out are the threads `main` and `restartedMain`, and"
              + " those whose names begin with `scheduling-`, `task-scheduler-` or `sre4j-`",
          100,
          "Propagate the context to the thread: a context-propagating task decorator,"
              + " `Context.taskWrapping`, or automatic Reactor propagation.",
          Hook.SPANS);

  ContextLost() {
    super(TEXT, Defect.CONTEXT_LOST, Shape.SHARE, 0.05);
  }
}
