package io.sre4j.cli;

import io.sre4j.artifact.PrometheusRules;
import io.sre4j.artifact.PromtoolTests;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rules}: Prometheus rules for a fleet. */
@Command(
    name = "rules",
    description = "Prints Prometheus rules over the events of a fleet, or their tests.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  @Mixin private Options.SloFiles slos = new Options.SloFiles();

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PrometheusRules rules = PrometheusRules.of(slos.read(err), style);
    for (Slo composite : rules.leftOut()) {
      err.println("warning: " + composite.name() + " is left out: it is a composite");
    }
    out.print(tests ? PromtoolTests.yaml(rules, ruleFile) : rules.yaml());
    out.flush();
    return Main.DONE;
  }
}
