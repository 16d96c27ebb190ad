package io.sre4j.cli;

import io.sre4j.artifact.GrafanaDashboard;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dashboard}: a Grafana dashboard. */
@Command(
    name = "dashboard",
    description = "Prints a Grafana dashboard.",
    mixinStandardHelpOptions = true)
final class DashboardCommand implements Callable<Integer> {
  @Mixin private Options.SloFiles slos = new Options.SloFiles();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(GrafanaDashboard.json(slos.read(spec.commandLine().getErr())));
    out.flush();
    return Main.DONE;
  }
}
