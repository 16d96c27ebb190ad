package io.sre4j.cli;

import io.sre4j.artifact.GrafanaDashboard;
import io.sre4j.artifact.PrometheusRules.Style;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code dashboard}: a Grafana dashboard. */
@Command(
    name = "dashboard",
    description = "Prints a Grafana dashboard.",
    mixinStandardHelpOptions = true)
final class DashboardCommand extends GeneratorCommand {
  @Override
  String generate(Options.SloFiles slos, PrintWriter err) throws IOException {
    return GrafanaDashboard.json(slos.rules(Style.SLOTH, err));
  }
}
