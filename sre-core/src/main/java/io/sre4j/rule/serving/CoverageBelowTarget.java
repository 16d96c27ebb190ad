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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** An SLI that loses more of its requests than the target of coverage allows. */
final class CoverageBelowTarget implements Rule {
  private static final int WORST = 8;
  private static final RuleText TEXT =
      RuleText.of(
          2,
          "coverage below target",
          Level.HIGH,
          "the traced share of an SLI's requests is below the target, 99 % unless set (upper bound"
              + " of the interval); routes that SRE-001 found are left out",
          200,
          "Find the share of requests that loses its span: filters that answer early, asynchronous"
              + " dispatches, a tracer that is switched off.",
          Hook.OPERATIONS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    TraceCounts all = TraceCounts.NONE;
    int judged = 0;
    List<Finding> findings = new ArrayList<>();
    for (String sli : slis(facts)) {
      List<RouteFacts> routes =
          facts.routesOf(sli).stream().filter(route -> !UntracedRoute.fails(route)).toList();
      TraceCounts counts = Facts.sum(routes);
      if (counts.served() >= TEXT.minimum()) {
        judged++;
        all = all.plus(counts);
        if (counts.coverage().high() < facts.target()) {
          findings.add(
              Finding.of(TEXT, sli, counts.uncovered(), counts.served(), examples(routes)));
        }
      }
    }
    if (judged == 0) {
      return Verdict.noTraffic(
          TEXT, "no SLI has served " + TEXT.minimum() + " requests on traced routes");
    }
    String target = Proportion.percent(facts.target());
    Proportion uncovered = new Proportion(all.uncovered(), all.served());
    return findings.isEmpty()
        ? Verdict.pass(TEXT, target + " is reached by all SLIs: " + judged, uncovered)
        : Verdict.fail(
            TEXT, findings.size() + " of " + judged + " SLIs miss " + target, uncovered, findings);
  }

  private static SortedSet<String> slis(Facts facts) {
    SortedSet<String> slis = new TreeSet<>();
    facts.routes().forEach(route -> slis.addAll(route.slis()));
    return slis;
  }

  private static List<Example> examples(List<RouteFacts> routes) {
    return routes.stream()
        .filter(route -> route.counts().uncovered() > 0)
        .sorted(Comparator.comparingLong(route -> -route.counts().uncovered()))
        .limit(WORST)
        .map(CoverageBelowTarget::example)
        .toList();
  }

  private static Example example(RouteFacts route) {
    TraceCounts counts = route.counts();
    Proportion uncovered = new Proportion(counts.uncovered(), counts.served());
    return Example.where(route.route() + ", " + uncovered.describe() + " untraced");
  }
}
