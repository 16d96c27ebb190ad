package io.sre4j.coverage;

import io.sre4j.budget.EvidenceGate;
import io.sre4j.facts.PageFacts;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.util.List;
import java.util.Optional;

/**
 * How many bad events there are when the first page of an SLO fires.
 *
 * <p>Its ratio asks for factor x (1 - target) x events of its long window, its gate for so many
 * that they cannot be chance; the greater one is what it takes. Example: 1 million events in 30
 * days and 99.9 % are 1,389 events an hour; a page of 14.4 over 1 h fires after 20 bad ones.
 */
final class FirstPage {
  private FirstPage() {}

  /**
   * Of an SLO that counts events of one SLI and pages; else nothing.
   *
   * @param eventsPerHour the traffic of its SLI
   */
  static Optional<PageFacts> of(Slo slo, double eventsPerHour) {
    if (slo.isComposite() || !(slo.budgeting() instanceof Budgeting.Occurrences)) {
      return Optional.empty();
    }
    List<AlertRule> rules = slo.alerting().rules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).severity() == Severity.PAGE) {
        Objective objective = slo.objectives().get(0);
        AlertRule rule = rules.get(i);
        double hours = rule.longWindow().toSeconds() / 3600.0;
        double kept = objective.target().errorBudget().doubleValue() * eventsPerHour * hours;
        double evidence =
            slo.alerting().gated() ? (double) EvidenceGate.requiredBad(kept, 1, i) : 0;
        double bad = Math.max(1, Math.max(rule.factor() * kept, evidence));
        return Optional.of(new PageFacts(slo.name(), objective.sli(), rule.id(), bad));
      }
    }
    return Optional.empty();
  }
}
