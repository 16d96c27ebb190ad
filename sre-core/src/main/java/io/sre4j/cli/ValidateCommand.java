package io.sre4j.cli;

import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: whether files are OpenSLO v1. */
@Command(
    name = "validate",
    description = "Checks OpenSLO v1 files; messages go to standard error.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Option(names = "--strict", description = "By the rules of the reference SDK.")
  private boolean strict;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that are read together.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    OpenSlo.Mode mode = strict ? OpenSlo.Mode.STRICT : OpenSlo.Mode.LENIENT;
    OpenSloDefinitions read = OpenSlo.read(mode, files);
    PrintWriter err = spec.commandLine().getErr();
    read.warnings().forEach(warning -> err.println("warning: " + warning));
    read.fleet()
        .forEach(slo ->
            err.println(
                "note: " + slo.name() + " is for a fleet: " + String.join("; ", slo.reasons())));
    return Main.DONE;
  }
}
