package io.sre4j.benchmarks;

import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One event of an SLI with an availability and two latency objectives, beside three LongAdders by
 * outcome, which know neither a latency nor a window. 65,536 seeded latencies for each thread, 2 %
 * failures, the same for both.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RecordBenchmark {

  /** One engine, and the adders beside it. */
  @State(Scope.Benchmark)
  public static class Shared {
    private final LongAdder[] adders = {new LongAdder(), new LongAdder(), new LongAdder()};
    private final SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("http"))
            .slo(slo("available", Objective.availability("http", Target.of("99.9%"))))
            .slo(slo("fast", Objective.latency("http", Duration.ofMillis(100), Target.of("95%"))))
            .slo(
                slo(
                    "bearable",
                    Objective.latency("http", Duration.ofMillis(300), Target.of("99%"))))
            .build();
    private final SliRecorder recorder = engine.recorder("http");

    private static Slo slo(String name, Objective objective) {
      return Slo.builder(name).objective(objective).build();
    }

    /** Stops the ticker. */
    @TearDown
    public void close() {
      engine.close();
    }
  }

  /** What one thread records, in an order that no branch predictor learns. */
  @State(Scope.Thread)
  public static class Events {
    private static final int COUNT = 65_536;

    private final long[] nanos = new long[COUNT];
    private final Outcome[] outcomes = new Outcome[COUNT];
    private int next;

    /** Makes log-normal latencies with a median of 20 ms. */
    @Setup(Level.Trial)
    public void fill() {
      SplittableRandom random = new SplittableRandom(20_261_123);
      for (int i = 0; i < COUNT; i++) {
        nanos[i] = (long) (20e6 * Math.exp(random.nextGaussian()));
        outcomes[i] = random.nextInt(50) == 0 ? Outcome.BAD : Outcome.GOOD;
      }
    }
  }

  /** The cost of walking through the events. */
  @Benchmark
  public long harness(Events events) {
    int i = events.next++ & (Events.COUNT - 1);
    return events.nanos[i] + events.outcomes[i].ordinal();
  }

  /** The peer: an outcome, without latency, windows or budgets. */
  @Benchmark
  public void threeLongAdders(Shared shared, Events events) {
    int i = events.next++ & (Events.COUNT - 1);
    shared.adders[events.outcomes[i].ordinal()].increment();
  }

  /** Outcome, two exact thresholds and the distribution. */
  @Benchmark
  public void record(Shared shared, Events events) {
    int i = events.next++ & (Events.COUNT - 1);
    shared.recorder.record(events.outcomes[i], events.nanos[i]);
  }

  /** The same durations, none of them failed. */
  @Benchmark
  public void recordGood(Shared shared, Events events) {
    int i = events.next++ & (Events.COUNT - 1);
    shared.recorder.record(Outcome.GOOD, events.nanos[i]);
  }

  /** Outcome only. */
  @Benchmark
  public void recordOutcome(Shared shared, Events events) {
    int i = events.next++ & (Events.COUNT - 1);
    shared.recorder.record(events.outcomes[i]);
  }
}
