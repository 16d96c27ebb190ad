package io.sre4j.rule.setup;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spans that go through two SDKs, so that each has a half of them, or through none. */
final class ConflictingSdks implements Rule {
  private static final int SERVED = 20;
  private static final RuleText TEXT =
      RuleText.of(
          14,
          "two SDKs or none",
          Level.HIGH,
          "there is an agent and an SDK of the application's own; or the global SDK is another one"
              + " than the application's; or an exporter waits for spans that another tracer"
              + " makes; or 20 requests were served and the tracer does nothing",
          1,
          "Keep one SDK, and hand it to all.",
          Hook.SETUP);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    Optional<SetupFacts> known = facts.host().setup();
    if (known.isEmpty()) {
      return Verdict.notAssessable(TEXT, Hook.SETUP.missing());
    }
    List<Finding> findings = findings(known.get(), Facts.sum(facts.routes()).served());
    return findings.isEmpty()
        ? Verdict.pass(TEXT, "one tracer at most", new Proportion(0, 1))
        : Verdict.fail(TEXT, "these do not go together", new Proportion(1, 1), findings);
  }

  private static List<Finding> findings(SetupFacts setup, long served) {
    List<Finding> findings = new ArrayList<>();
    if (setup.hasAgent() && setup.hasOwnSdk()) {
      findings.add(
          finding("agent and own SDK", "spans of the agent and of the application are apart"));
    }
    if (setup.hasOtherGlobal()) {
      findings.add(
          finding("another global SDK", "libraries that ask for the global one get another"));
    }
    if (setup.hasUnusedExporter()) {
      findings.add(
          finding("exporter without spans", "spans are made by " + setup.spansBy() + " instead"));
    }
    if (setup.spansBy() == SetupFacts.Tracer.NOOP && served >= SERVED) {
      findings.add(finding("tracer that does nothing", served + " requests were served"));
    }
    return findings;
  }

  private static Finding finding(String subject, String where) {
    return Finding.of(TEXT, subject, 1, 1, List.of(Example.where(where)));
  }
}
