package io.sre4j.otel.score;

import io.opentelemetry.api.common.Attributes;
import java.util.function.Consumer;

/**
 * Telemetry that one rule of the score judges, in a process that is right otherwise.
 *
 * @param rule its id
 * @param passes what the rule has to say
 * @param what the telemetry is
 * @param resource the process's
 * @param scenario what the process does
 */
record ScoreSeed(
    String rule,
    boolean passes,
    String what,
    Attributes resource,
    Consumer<ScoredProcess> scenario) {

  static ScoreSeed passes(String rule, String what, Consumer<ScoredProcess> scenario) {
    return new ScoreSeed(rule, true, what, ScoredProcess.GOOD, scenario);
  }

  static ScoreSeed fails(String rule, String what, Consumer<ScoredProcess> scenario) {
    return new ScoreSeed(rule, false, what, ScoredProcess.GOOD, scenario);
  }

  /** A process that says this of itself. */
  static ScoreSeed resource(String rule, boolean passes, String what, Attributes resource) {
    return new ScoreSeed(rule, passes, what, resource, process -> {});
  }

  @Override
  public String toString() {
    return rule + (passes ? " passes: " : " fails: ") + what;
  }
}
