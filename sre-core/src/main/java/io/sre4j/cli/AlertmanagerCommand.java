package io.sre4j.cli;

import io.sre4j.artifact.AlertmanagerConfig;
import io.sre4j.artifact.PrometheusRules.Style;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code alertmanager}: an Alertmanager route and receivers to fill in. */
@Command(
    name = "alertmanager",
    description = "Prints an Alertmanager route and receivers to fill in.",
    mixinStandardHelpOptions = true)
final class AlertmanagerCommand extends GeneratorCommand {
  @Override
  String generate(Options.SloFiles slos, PrintWriter err) throws IOException {
    return AlertmanagerConfig.yaml(slos.rules(Style.SLOTH, err).slos());
  }
}
