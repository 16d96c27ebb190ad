package io.sre4j.otel.seed;

import java.util.Set;
import java.util.function.Consumer;

/**
 * One defect, in a process that is right otherwise.
 *
 * @param name the rule's number and the variant
 * @param rule the rule that must find it
 * @param related rules that may find it, too
 * @param setup what is wired wrong
 * @param scenario what goes wrong
 */
record Seed(
    String name, String rule, Set<String> related, Consumer<Setup> setup, Scenario scenario) {

  /** What a process does. */
  @FunctionalInterface
  interface Scenario {
    void run(TracedProcess process) throws Exception;
  }

  /** A process that is wired right and does something wrong. */
  static Seed of(int number, String variant, Scenario scenario) {
    return wired(number, variant, setup -> {}, scenario);
  }

  /** A process that is wired wrong. */
  static Seed wired(int number, String variant, Consumer<Setup> setup, Scenario scenario) {
    String rule = "SRE-%03d".formatted(number);
    return new Seed(rule + " " + variant, rule, Set.of(), setup, scenario);
  }

  Seed related(String other) {
    return new Seed(name, rule, Set.of(other), setup, scenario);
  }

  @Override
  public String toString() {
    return name;
  }
}
