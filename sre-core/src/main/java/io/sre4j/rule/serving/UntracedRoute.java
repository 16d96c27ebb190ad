package io.sre4j.rule.serving;

import io.sre4j.facts.Facts;
import io.sre4j.facts.RouteFacts;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A route that is served, and most of whose requests belong to no trace. */
final class UntracedRoute implements Rule {
  private static final double HALF = 0.5;
  private static final RuleText TEXT =
      RuleText.of(
          1,
          "route served but untraced",
          Level.HIGH,
          "less than 50 % of a route's requests belong to a trace (upper bound of the interval)",
          20,
          "Instrument the route: let its requests pass the server observation or the tracing"
              + " filter, and check `management.observations.enable` and predicates.",
          Hook.OPERATIONS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    List<RouteFacts> busy =
        facts.routes().stream().filter(r -> r.counts().served() >= TEXT.minimum()).toList();
    if (busy.isEmpty()) {
      return Verdict.noTraffic(TEXT, "no route has served " + TEXT.minimum() + " requests");
    }
    TraceCounts all = Facts.sum(busy);
    Proportion untraced = new Proportion(all.uncovered(), all.served());
    List<Finding> findings =
        busy.stream()
            .filter(UntracedRoute::fails)
            .sorted(Comparator.comparingLong(r -> -r.counts().uncovered()))
            .map(UntracedRoute::finding)
            .toList();
    return findings.isEmpty()
        ? Verdict.pass(TEXT, "routes that are traced: " + busy.size(), untraced)
        : Verdict.fail(
            TEXT, findings.size() + " of " + busy.size() + " routes are not", untraced, findings);
  }

  /** Whether the route is this rule's: no other one counts its gaps. */
  static boolean fails(RouteFacts route) {
    TraceCounts counts = route.counts();
    return counts.served() >= TEXT.minimum() && counts.coverage().high() < HALF;
  }

  private static Finding finding(RouteFacts route) {
    TraceCounts counts = route.counts();
    String where =
        String.format(
            Locale.ROOT,
            "%,d without a trace, %,d neither counted nor traced",
            counts.untraced(),
            counts.unobserved());
    return Finding.of(
        TEXT, route.route(), counts.uncovered(), counts.served(), List.of(Example.where(where)));
  }
}
