package io.sre4j.cli;

import io.sre4j.artifact.PrometheusRules;
import io.sre4j.artifact.PromtoolTests;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rules}: Prometheus rules for a fleet. */
@Command(
    name = "rules",
    description = "Prints Prometheus rules over the events of a fleet, or their tests.",
    mixinStandardHelpOptions = true)
final class RulesCommand extends GeneratorCommand {
  @Option(
      names = "--style",
      defaultValue = "sloth",
      paramLabel = "sloth|pyrra",
      description = "Whose names the rules have.")
  private PrometheusRules.Style style = PrometheusRules.Style.SLOTH;

  @Option(names = "--tests", description = "Prints tests for promtool instead of the rules.")
  private boolean tests;

  @Option(
      names = "--rule-file",
      defaultValue = "rules.yaml",
      paramLabel = "FILE",
      description = "Where the tests find the rules.")
  private String ruleFile = "rules.yaml";

  @Override
  String generate(Options.SloFiles slos, PrintWriter err) throws IOException {
    PrometheusRules rules = slos.rules(style, err);
    return tests ? PromtoolTests.yaml(rules, ruleFile) : rules.yaml();
  }
}
