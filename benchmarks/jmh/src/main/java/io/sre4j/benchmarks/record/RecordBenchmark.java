package io.sre4j.benchmarks.record;

import io.sre4j.benchmarks.Definitions;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli.Precision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One event of ours, through the public API, while the engine ticks. {@code AdderBenchmark} and
 * {@code PeerBenchmark} stand beside it.
 *
 * <p>A full record counts the outcome, both latencies exactly and the bucket of the distribution;
 * bad events are also kept and counted by attributes. The ticker turns the counts into rates over
 * all windows of all SLOs, on its own thread.
 */
public class RecordBenchmark extends EventBenchmark {

  /** Availability, two latencies and the distribution. */
  @State(Scope.Benchmark)
  public static class Full extends TickingEngine {
    /** Starts the engine. */
    public Full() {
      super(Definitions.latencies(1, Precision.STANDARD).build(), 1);
    }
  }

  /** Availability and two latencies, without the distribution. */
  @State(Scope.Benchmark)
  public static class Thresholds extends TickingEngine {
    /** Starts the engine. */
    public Thresholds() {
      super(Definitions.latencies(1, Precision.OFF).build(), 1);
    }
  }

  /** Availability alone; the SLI is as it comes, ready for a distribution. */
  @State(Scope.Benchmark)
  public static class OutcomeOnly extends TickingEngine {
    /** Starts the engine. */
    public OutcomeOnly() {
      super(Definitions.outcomes(1, Precision.STANDARD).build(), 1);
    }
  }

  /** 1,000 times availability, two latencies and the distribution. */
  @State(Scope.Benchmark)
  public static class Full1000 extends TickingEngine {
    /** Starts the engine. */
    public Full1000() {
      super(Definitions.latencies(Events.MANY, Precision.STANDARD).build(), Events.MANY);
    }
  }

  /** 1,000 times availability alone, on SLIs without a distribution. */
  @State(Scope.Benchmark)
  public static class OutcomeOnly1000 extends TickingEngine {
    /** Starts the engine. */
    public OutcomeOnly1000() {
      super(Definitions.outcomes(Events.MANY, Precision.OFF).build(), Events.MANY);
    }
  }

  /** What a service knows of its failures: 16 combinations, made before they are needed. */
  static final class KnownFailures {
    private static final EventAttributes[] ALL = new EventAttributes[16];
    static final Function<Events, @Nullable EventAttributes> OF_EVENT =
        events -> ALL[events.current() & 15];

    static {
      for (int i = 0; i < ALL.length; i++) {
        ALL[i] = new EventAttributes("GET /r" + i % 8, "E" + i % 4, "d" + i % 2, "trace" + i);
      }
    }

    private KnownFailures() {}
  }

  /** Outcome, two exact thresholds and the distribution. */
  @Benchmark
  public void full(Full ours, Events events) {
    int i = events.next();
    ours.recorder.record(events.outcome(i), events.nanos(i));
  }

  /** The same durations, none of them failed. */
  @Benchmark
  public void fullGood(Full ours, Events events) {
    int i = events.next();
    ours.recorder.record(Outcome.GOOD, events.nanos(i));
  }

  /** Outcome and two exact thresholds. */
  @Benchmark
  public void thresholds(Thresholds ours, Events events) {
    int i = events.next();
    ours.recorder.record(events.outcome(i), events.nanos(i));
  }

  /** Outcome only. */
  @Benchmark
  public void outcome(OutcomeOnly ours, Events events) {
    int i = events.next();
    ours.recorder.record(events.outcome(i));
  }

  /** The full record, of another SLI each time. */
  @Benchmark
  public void full1000(Full1000 ours, Events events) {
    int i = events.next();
    ours.recorders[events.nextOfMany()].record(events.outcome(i), events.nanos(i));
  }

  /** Outcome only, of another SLI each time. */
  @Benchmark
  public void outcome1000(OutcomeOnly1000 ours, Events events) {
    int i = events.next();
    ours.recorders[events.nextOfMany()].record(events.outcome(i));
  }

  /** The same durations, all of them failed. */
  @Benchmark
  public void bad(Full ours, Events events) {
    int i = events.next();
    ours.recorder.record(Outcome.BAD, events.nanos(i));
  }

  /** The same durations, all of them failed, and more is known of each. */
  @Benchmark
  public void badWithAttributes(Full ours, Events events) {
    int i = events.next();
    ours.recorder.record(Outcome.BAD, events.nanos(i), events, KnownFailures.OF_EVENT);
  }
}
