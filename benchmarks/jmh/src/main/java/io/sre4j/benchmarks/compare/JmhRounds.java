package io.sre4j.benchmarks.compare;

import static java.util.Objects.requireNonNull;

import io.sre4j.benchmarks.compare.Measurements.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures in rounds: each runs every benchmark once, in a fresh JVM, so that a benchmark and its
 * peer are measured within a minute of each other and a machine that becomes slower slows both.
 * Every other round runs backwards, so that neither is always the later one.
 */
final class JmhRounds {
  private static final int CROWD = 8;
  // How the names of benchmarks end that visit so many SLIs in turn.
  private static final String MANY = "1000";
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final Comparator<BenchmarkCase> PEERS_TOGETHER =
      Comparator.comparing(BenchmarkCase::group)
          .thenComparing(BenchmarkCase::virtual)
          .thenComparing(BenchmarkCase::threads);

  /** How long to measure. */
  enum Depth {
    /** Minutes: enough for the gates. Of many SLIs all alerts fire in the first two seconds. */
    QUICK(
        3,
        Map.of(
            "record", new Length(3, 150, 3, 150),
            "many", new Length(8, 300, 3, 150),
            "read", new Length(3, 300, 3, 150),
            "observation", new Length(5, 400, 3, 150),
            "span", new Length(5, 400, 5, 300)),
        new Length(4, 300, 3, 400)),
    /** A night. */
    FULL(
        11,
        Map.of(
            "record", new Length(5, 500, 5, 1_000),
            "many", new Length(5, 1_000, 5, 1_000),
            "read", new Length(5, 1_000, 5, 1_000),
            "observation", new Length(5, 1_000, 5, 1_000),
            "span", new Length(5, 1_000, 5, 1_000)),
        new Length(3, 1_000, 5, 2_000));

    final int rounds;
    private final Map<String, Length> byPackage;
    private final Length crowded;

    Depth(int rounds, Map<String, Length> byPackage, Length crowded) {
      this.rounds = rounds;
      this.byPackage = byPackage;
      this.crowded = crowded;
    }

    /**
     * More code takes longer to compile, and what 1,000 SLIs need is made in turn. Many threads
     * take seconds to begin and end an iteration together, so theirs are fewer and longer.
     */
    private Length of(BenchmarkCase benchmark) {
      return benchmark.threads() > CROWD
          ? crowded
          : requireNonNull(byPackage.get(kind(benchmark)), benchmark::group);
    }

    private static String kind(BenchmarkCase benchmark) {
      return benchmark.method().endsWith(MANY) ? "many" : benchmark.group();
    }

    String describe() {
      String lengths =
          Stream.of("record", "many", "read", "observation", "span")
              .map(group -> group + " " + requireNonNull(byPackage.get(group)).describe())
              .collect(Collectors.joining(", "));
      return String.format(
          Locale.ROOT,
          "%d rounds; in each, of each benchmark, one JVM with iterations of: %s; above %d threads %s",
          rounds,
          lengths,
          CROWD,
          crowded.describe());
    }
  }

  /** The iterations of one JVM, in milliseconds. */
  private record Length(int warmups, int warmupMillis, int iterations, int millis) {
    String describe() {
      return iterations + " x " + millis + " ms after " + warmups + " x " + warmupMillis + " ms";
    }
  }

  private final Depth depth;
  private final Path logs;
  private final PrintStream progress;

  /**
   * Rounds that are yet to run.
   *
   * @param logs a directory for what JMH says of each run
   */
  JmhRounds(Depth depth, Path logs, PrintStream progress) {
    this.depth = depth;
    this.logs = logs;
    this.progress = progress;
  }

  /**
   * Runs all rounds.
   *
   * @param always in every round
   * @param once in the first round only
   */
  void run(Collection<BenchmarkCase> always, Collection<BenchmarkCase> once, Measurements into)
      throws IOException {
    Files.createDirectories(logs);
    Files.writeString(quiet(), "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n");
    List<BenchmarkCase> each = always.stream().distinct().sorted(PEERS_TOGETHER).toList();
    List<BenchmarkCase> first = new ArrayList<>(each);
    once.stream().distinct().filter(b -> !each.contains(b)).forEach(first::add);
    first.sort(PEERS_TOGETHER);
    int total = first.size() + each.size() * (depth.rounds - 1);
    long start = System.nanoTime();
    int done = 0;
    for (int round = 0; round < depth.rounds; round++) {
      List<BenchmarkCase> order = new ArrayList<>(round == 0 ? first : each);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (BenchmarkCase benchmark : order) {
        tell(round, done, total, System.nanoTime() - start, benchmark);
        measure(benchmark, round, into);
        done++;
      }
    }
  }

  private void tell(int round, int done, int total, long nanos, BenchmarkCase next) {
    String left = done == 0 ? "?" : text(nanos / done * (total - done));
    progress.printf(
        "round %d of %d, %d of %d, about %s left: %s%n",
        round + 1, depth.rounds, done + 1, total, left, next);
  }

  private static String text(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return seconds / 60 + " min " + seconds % 60 + " s";
  }

  private void measure(BenchmarkCase benchmark, int round, Measurements into) {
    String file = benchmark + "-" + (round + 1) + ".log";
    Path log = logs.resolve(file.replaceAll("[^A-Za-z0-9.@=-]", "_"));
    try {
      into.add(benchmark, round, sample(new Runner(options(benchmark, log)).runSingle()));
    } catch (RunnerException | RuntimeException e) {
      String reason = reason(e);
      into.failed(benchmark, reason + " (" + log + ")");
      progress.println("FAILED: " + benchmark + ": " + reason);
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return failure.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.strip().lines().findFirst().orElse(""));
  }

  private Options options(BenchmarkCase benchmark, Path log) {
    Length length = depth.of(benchmark);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.method()) + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .threads(benchmark.threads())
            .forks(1)
            .warmupForks(0)
            .warmupIterations(length.warmups())
            .warmupTime(TimeValue.milliseconds(length.warmupMillis()))
            .measurementIterations(length.iterations())
            .measurementTime(TimeValue.milliseconds(length.millis()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log.toString())
            .jvmArgsAppend(jvmArguments(benchmark));
    benchmark.parameters().forEach(options::param);
    return options.build();
  }

  private String[] jvmArguments(BenchmarkCase benchmark) {
    String quiet = "-Djava.util.logging.config.file=" + quiet();
    return benchmark.virtual()
        ? new String[] {quiet, "-Djmh.executor=VIRTUAL"}
        : new String[] {quiet};
  }

  /** What makes engines keep to themselves how they are configured. */
  private Path quiet() {
    return logs.resolve("logging.properties");
  }

  private static Sample sample(RunResult result) {
    Collection<IterationResult> iterations =
        result.getBenchmarkResults().iterator().next().getIterationResults();
    return new Sample(
        median(iterations.stream().mapToDouble(i -> i.getPrimaryResult().getScore())),
        median(iterations.stream().mapToDouble(JmhRounds::allocation)));
  }

  private static double allocation(IterationResult iteration) {
    return iteration.getSecondaryResults().keySet().stream()
        .filter(name -> name.endsWith(ALLOCATION))
        .mapToDouble(name -> requireNonNull(iteration.getSecondaryResults().get(name)).getScore())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("JMH reported no " + ALLOCATION));
  }

  private static double median(DoubleStream values) {
    return Spread.of(values.toArray()).median();
  }
}
