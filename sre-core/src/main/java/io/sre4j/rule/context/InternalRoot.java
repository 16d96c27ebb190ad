package io.sre4j.rule.context;

import io.sre4j.facts.Facts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;
import java.util.List;

/** Routes that other services call, where traces begin nevertheless. */
final class InternalRoot extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          5,
          "root on an internal route",
          Level.MEDIUM,
          "more than 5 % of the server spans of a route that only other services call are the root"
              + " of their trace (lower bound of the interval); these routes have to be named",
          50,
          "Let the caller propagate its context; a proxy may strip `traceparent`.",
          Hook.CONTENT);

  InternalRoot() {
    super(TEXT, Defect.INTERNAL_ROOT, Shape.SHARE_OF_SUBJECT, 0.05);
  }

  @Override
  public Verdict judge(Facts facts) {
    if (facts.internalRoutes()) {
      return super.judge(facts);
    }
    Proportion roots = facts.tally(Defect.INTERNAL_ROOT).share();
    return new Verdict(
        TEXT,
        FindingState.NOT_ASSESSABLE,
        "no route is said to be internal; " + roots.describe() + " server spans are roots",
        roots,
        List.of());
  }
}
