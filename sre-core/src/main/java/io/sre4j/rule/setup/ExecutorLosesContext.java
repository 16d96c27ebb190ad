package io.sre4j.rule.setup;

import io.sre4j.facts.Component;
import io.sre4j.facts.Facts;
import io.sre4j.facts.Tally;
import io.sre4j.finding.Defect;
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

/**
 * Executors that do not hand the context on, where calls were seen that lost theirs: neither alone
 * is a defect.
 */
final class ExecutorLosesContext implements Rule {
  private static final RuleText TEXT =
      RuleText.of(
          12,
          "executor does not propagate",
          Level.HIGH,
          "an executor is not set up to propagate the context, and client or producer spans on its"
              + " threads are the root of their trace",
          5,
          "Set `spring.task.execution.propagate-context=true` or a"
              + " `ContextPropagatingTaskDecorator`.",
          Hook.INVENTORY);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    if (!facts.hooks().contains(Hook.SPANS)) {
      return Verdict.notAssessable(TEXT, Hook.SPANS.missing());
    }
    List<Component> executors = facts.host().bare(Component.Kind.EXECUTOR);
    Tally lost = facts.tally(Defect.LOST_ON_THREAD);
    List<Finding> findings = new ArrayList<>();
    executors.forEach(executor ->
        spansOf(executor, lost)
            .filter(spans -> spans.found() >= TEXT.minimum())
            .map(spans ->
                Finding.of(
                    TEXT, executor.name(), spans.found(), spans.share().whole(), spans.examples()))
            .ifPresent(findings::add));
    Proportion share = lost.share();
    if (!findings.isEmpty()) {
      return Verdict.fail(TEXT, "executors: " + findings.size(), share, findings);
    }
    return Verdict.pass(
        TEXT, "executors that do not propagate, but need not: " + executors.size(), share);
  }

  private static Optional<Tally.Subject> spansOf(Component executor, Tally lost) {
    String prefix = executor.threadPrefix();
    return prefix == null ? Optional.empty() : lost.subject(prefix);
  }
}
