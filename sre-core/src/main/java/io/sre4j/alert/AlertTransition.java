package io.sre4j.alert;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Slo;
import java.time.Instant;

/**
 * One change of an alert's state. Immutable.
 *
 * <p>After a restart, an alert that goes on firing is told once more: from {@code FIRING} to {@code
 * FIRING}, at the instant since when it fires.
 *
 * @param slo the SLO it is about
 * @param rule the rule that changed
 * @param from the state before
 * @param to the state since {@code at}
 * @param at when, by the wall clock at the tick that found it
 * @param evidence why
 */
public record AlertTransition(
    Slo slo, AlertRule rule, AlertState from, AlertState to, Instant at, AlertEvidence evidence) {

  /** One line for a log. */
  @Override
  public String toString() {
    return slo.name()
        + " ["
        + rule.id()
        + "] "
        + from
        + " -> "
        + to
        + ": "
        + evidence.explanation();
  }
}
