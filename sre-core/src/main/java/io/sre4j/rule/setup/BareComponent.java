package io.sre4j.rule.setup;

import io.sre4j.facts.Component;
import io.sre4j.facts.Component.Kind;
import io.sre4j.facts.Facts;
import io.sre4j.facts.SetupFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parts of the service that are used and make no spans. */
final class BareComponent implements Rule {
  // Executors hand a context on, or do not: that is another rule's.
  private static final Set<Kind> KINDS =
      Set.of(Kind.DATA_SOURCE, Kind.HTTP_CLIENT, Kind.LISTENER, Kind.SCHEDULER);
  private static final RuleText TEXT =
      RuleText.of(
          34,
          "component not instrumented",
          Level.LOW,
          "a data source, an HTTP client, a listener or a scheduler is used and not instrumented,"
              + " and there is no span of its kind; with an agent it is never said",
          1,
          "Wrap a data source, build an HTTP client from the instrumented builder, switch the"
              + " observation of a listener or a scheduler on.",
          Hook.INVENTORY);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    if (facts.host().setup().map(SetupFacts::hasAgent).orElse(false)) {
      return Verdict.notAssessable(TEXT, "an agent instruments what it knows");
    }
    List<Component> used =
        facts.host().components().stream()
            .filter(component -> KINDS.contains(component.kind()) && component.uses() > 0)
            .toList();
    if (used.isEmpty()) {
      return Verdict.noTraffic(TEXT, "no such component is used");
    }
    List<Finding> findings =
        used.stream()
            .filter(component -> !component.isInstrumented())
            .filter(component -> !facts.spans().kinds().contains(component.kind()))
            .map(BareComponent::finding)
            .toList();
    Proportion share = new Proportion(findings.size(), used.size());
    return findings.isEmpty()
        ? Verdict.pass(TEXT, "components in use: " + used.size(), share)
        : Verdict.fail(TEXT, share.describe() + " make no spans", share, findings);
  }

  private static Finding finding(Component component) {
    String where =
        String.format(Locale.ROOT, "%s in use: %,d", component.kind().words(), component.uses());
    return Finding.of(TEXT, component.name(), 1, 1, List.of(Example.where(where)));
  }
}
