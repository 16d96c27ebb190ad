package io.sre4j.benchmarks.compare;

import io.sre4j.benchmarks.compare.Measurements.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
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
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final Comparator<BenchmarkCase> PEERS_TOGETHER =
      Comparator.comparing(
              (BenchmarkCase b) -> b.benchmark().substring(0, b.benchmark().indexOf('.')))
          .thenComparing(BenchmarkCase::virtual)
          .thenComparing(BenchmarkCase::threads);

  /** How long to measure. */
  enum Depth {
    /** Minutes: enough for the gates. */
    QUICK(3, 3, Duration.ofMillis(150), 3, Duration.ofMillis(150)),
    /** A night. */
    FULL(11, 5, Duration.ofMillis(500), 5, Duration.ofSeconds(1));

    final int rounds;
    private final int warmups;
    private final Duration warmup;
    private final int iterations;
    private final Duration iteration;

    Depth(int rounds, int warmups, Duration warmup, int iterations, Duration iteration) {
      this.rounds = rounds;
      this.warmups = warmups;
      this.warmup = warmup;
      this.iterations = iterations;
      this.iteration = iteration;
    }

    String describe() {
      return String.format(
          Locale.ROOT,
          "%d rounds; in each, of each benchmark, one JVM, %d x %d ms after %d x %d ms",
          rounds,
          iterations,
          iteration.toMillis(),
          warmups,
          warmup.toMillis());
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
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.method()) + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .threads(benchmark.threads())
            .forks(1)
            .warmupForks(0)
            .warmupIterations(depth.warmups)
            .warmupTime(time(depth.warmup))
            .measurementIterations(depth.iterations)
            .measurementTime(time(depth.iteration))
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

  private static TimeValue time(Duration duration) {
    return TimeValue.milliseconds(duration.toMillis());
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
        .mapToDouble(name -> iteration.getSecondaryResults().get(name).getScore())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("JMH reported no " + ALLOCATION));
  }

  private static double median(DoubleStream values) {
    return Spread.of(values.toArray()).median();
  }
}
