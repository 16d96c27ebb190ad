package io.sre4j.spring.operation;

import io.sre4j.spring.outcome.OutcomeRules;
import java.util.Map;

/**
 * What an application has said of the SLIs of its operations. Immutable.
 *
 * @param rules what is bad and what excluded, by SLI
 * @param promisesNothing whether the application has neither SLOs nor an engine of its own, so that
 *     it gets some
 */
public record OperationSlis(Map<String, OutcomeRules> rules, boolean promisesNothing) {
  /** Copies the map. */
  public OperationSlis {
    rules = Map.copyOf(rules);
  }

  OutcomeRules of(String sli) {
    return rules.getOrDefault(sli, OutcomeRules.USUAL);
  }
}
