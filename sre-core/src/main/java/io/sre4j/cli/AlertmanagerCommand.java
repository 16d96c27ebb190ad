package io.sre4j.cli;

import io.sre4j.artifact.AlertmanagerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code alertmanager}: an Alertmanager route and receivers to fill in. */
@Command(
    name = "alertmanager",
    description = "Prints an Alertmanager route and receivers to fill in.",
    mixinStandardHelpOptions = true)
final class AlertmanagerCommand implements Callable<Integer> {
  @Mixin private Options.SloFiles slos = new Options.SloFiles();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AlertmanagerConfig.yaml(slos.read(spec.commandLine().getErr())));
    out.flush();
    return Main.DONE;
  }
}
