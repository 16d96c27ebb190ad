package io.sre4j.benchmarks.read;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Evaluating 1,000 SLOs: of ours the four rules of each, with two windows each, on windows that the
 * tick has brought up to date already; of Micrometer's, whether each is kept.
 */
public class EvaluateBenchmark extends ReadBenchmark {
  static final int SLOS = 1_000;
  static final int BAD_ON_CALM_DAY = 1; // of 10,000

  /** Ours, in a steady state: nothing changes from one evaluation to the next. */
  @State(Scope.Benchmark)
  public static class Watched {
    /** Which rules fire. */
    @Param({"none", "all"})
    public String firing = "none";

    WatchedSlos slos = new WatchedSlos(0, false);

    /** Lets ten minutes pass. */
    @Setup
    public void pass() {
      slos = new WatchedSlos(SLOS, firing.equals("all"));
    }
  }

  /** Micrometer's. */
  @State(Scope.Benchmark)
  public static class Health {
    private @Nullable HealthObjectives objectives;

    /** Registers them. */
    @Setup
    public void register() {
      objectives = new HealthObjectives(SLOS, BAD_ON_CALM_DAY);
    }

    int healthy() {
      return objectives == null ? 0 : objectives.healthy();
    }

    /** Stops its thread. */
    @TearDown
    public void close() {
      if (objectives != null) {
        objectives.close();
      }
    }
  }

  /** All rules once. */
  @Benchmark
  public int evaluate(Watched ours) {
    return ours.slos.evaluate();
  }

  /** All objectives once. */
  @Benchmark
  public int healthMeterRegistry(Health peer) {
    return peer.healthy();
  }
}
