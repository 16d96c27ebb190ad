package io.sre4j.cli;

import io.sre4j.finding.Baseline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coverage}: whether a run has left findings that are not accepted. */
@Command(
    name = "coverage",
    description = "Compares the findings of a run with those that are accepted.",
    mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {
  @Option(
      names = "--findings",
      required = true,
      paramLabel = "FILE",
      description = "What a run has left (CoverageSettings.findingsFile).")
  private Path findings = Path.of("");

  @Option(
      names = "--baseline",
      required = true,
      paramLabel = "FILE",
      description = "What is accepted; one that does not exist accepts nothing.")
  private Path baseline = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(findings)) {
      throw new NoSuchFileException(findings.toString());
    }
    List<String> accepted = Baseline.read(baseline).lines();
    List<String> found = Baseline.read(findings).lines();
    List<String> fresh = new ArrayList<>(found);
    fresh.removeAll(accepted);
    PrintWriter out = spec.commandLine().getOut();
    fresh.forEach(out::println);
    PrintWriter err = spec.commandLine().getErr();
    accepted.stream()
        .filter(line -> !found.contains(line))
        .forEach(line -> err.println("note: matches nothing any more: " + line));
    if (fresh.isEmpty()) {
      return Main.DONE;
    }
    err.println(fresh.size() + " new findings; to accept them add the lines to " + baseline);
    return Main.NEW_FINDINGS;
  }
}
