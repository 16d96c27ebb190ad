package io.sre4j.benchmarks.compare;

import io.sre4j.benchmarks.compare.JmhRounds.Depth;
import io.sre4j.benchmarks.memory.Memory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, judges, prints; run by {@code benchmarks/compare}. */
@Command(
    name = "benchmarks/compare",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    description = {
      "Measures the engine beside its peers and judges every gate by ratios of this run.",
      "Prints the tables as Markdown; progress goes to the standard error stream.",
      "Takes the java of JAVA_HOME, or else of the PATH."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every gate is met", "1:a gate is missed, or could not be judged", "2:usage"})
public final class Compare implements Callable<Integer> {
  @Option(names = "--quick", description = "Minutes instead of a night; the gates are the same.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "<regex>",
      description = "Judge only gates whose words or benchmarks contain a match.")
  private @Nullable Pattern only;

  @Option(names = "--out", paramLabel = "<file>", description = "Write the tables here as well.")
  private @Nullable Path out;

  @Option(names = "--commit", hidden = true, defaultValue = "unknown")
  private String commit = "unknown";

  @Option(names = "--target", hidden = true, defaultValue = "benchmarks/jmh/target/compare")
  private Path target = Path.of("benchmarks/jmh/target/compare");

  @Option(names = "--application", hidden = true, defaultValue = "benchmarks/application")
  private Path application = Path.of("benchmarks/application");

  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  @Option(names = "--help", usageHelp = true, description = "Print this and end.")
  private boolean help;

  private final PrintStream progress = System.err;

  private Compare() {}

  /** Ends the JVM with the exit code that the usage lists. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Compare()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    int feature = Runtime.version().feature();
    List<Gate> gates = Gates.of(feature).stream().filter(this::isAsked).toList();
    if (gates.isEmpty()) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "--only " + only + " matches no gate");
    }
    Measurements measured = new Measurements();
    measure(gates, measured);
    Report report = new Report(Machine.current(commit), method(feature), gates, measured);
    String markdown = report.markdown();
    System.out.print(markdown);
    if (out != null) {
      Files.writeString(out, markdown);
    }
    report.missed().forEach(miss -> progress.println("MISSED: " + miss));
    return report.exitCode();
  }

  private boolean isAsked(Gate gate) {
    return isAsked(gate.what()) || gate.benchmarks().stream().anyMatch(this::isAsked);
  }

  private boolean isAsked(BenchmarkCase benchmark) {
    return isAsked(benchmark.method()) || isAsked(benchmark.toString());
  }

  private boolean isAsked(String text) {
    return only == null || only.matcher(text).find();
  }

  private Depth depth() {
    return quick ? Depth.QUICK : Depth.FULL;
  }

  private String method(int feature) {
    return depth().describe()
        + (Gates.hasVirtualThreads(feature) ? "" : "; this JDK has no virtual threads")
        + (only == null ? "" : "; PART of the gates: " + only);
  }

  private void measure(List<Gate> gates, Measurements into) throws IOException {
    List<BenchmarkCase> needed =
        gates.stream().flatMap(gate -> gate.benchmarks().stream()).distinct().toList();
    List<BenchmarkCase> beside = Gates.beside(!quick).stream().filter(this::isAsked).toList();
    List<BenchmarkCase> always = new ArrayList<>(needed);
    if (!quick) {
      always.addAll(beside);
    }
    step(gates, Gates.MEMORY).ifPresent(unused -> memory().run(into, progress));
    new JmhRounds(depth(), target, progress).run(always, beside, into);
    step(gates, Gates.APPLICATION).ifPresent(unused -> application().run(into, progress));
  }

  private static Optional<Gate> step(List<Gate> gates, String step) {
    return gates.stream()
        .filter(
            gate -> gate instanceof Gate.Figure figure && figure.figure().startsWith(step + "."))
        .findFirst();
  }

  private FigureSource memory() {
    return new FigureSource(Gates.MEMORY, Memory.command(), Duration.ofMinutes(10));
  }

  private FigureSource application() {
    List<String> command = new ArrayList<>(List.of(application.toString(), "--no-build"));
    if (quick) {
      command.add("--quick");
    }
    return new FigureSource(
        Gates.APPLICATION, command, quick ? Duration.ofMinutes(10) : Duration.ofHours(12));
  }
}
