package io.sre4j.benchmarks.read;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertTransition;
import io.sre4j.benchmarks.Definitions;
import io.sre4j.benchmarks.ParkedThreads;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One tick, a second after the one before by the engine's clocks: draining the cells of eight
 * threads, advancing eight windows of each SLO, and evaluating its four rules.
 *
 * <p>Before each tick every SLI gets one event, within the measurement: a set-up for each
 * invocation would read clocks that cost as much as the smallest of these ticks. {@link
 * #recordOneEach} shows that part alone; it counts against us. One event of 9,973 is bad, a tenth
 * of the budget, so that windows hold bad events and alerts stay calm. Seven more threads recorded
 * once and live on. Ticks follow each other at once, so what they touch is in a cache as far as it
 * fits; a second later, in a service that does other things, much of it would not be.
 */
public class TickBenchmark extends ReadBenchmark {
  private static final int OTHER_THREADS = 7;
  private static final int ONE_BAD_OF = 9_973; // a prime: it meets every SLI in turn

  /** An engine that ticks when told so. */
  @State(Scope.Benchmark)
  public abstract static class Ticked {
    /** How many SLOs there are. */
    @Param({"10", "100", "1000", "10000"})
    public int slos;

    final SreEngine engine() {
      return engine;
    }

    private SreEngine engine = SreEngine.builder().manualTicks().build();
    private SliRecorder[] recorders = {};
    private @Nullable ParkedThreads others;
    private long events;

    abstract int slis();

    abstract SreEngine.Builder definition();

    /** Builds the engine and lets every thread record once. */
    @Setup
    public void start() throws InterruptedException {
      engine = definition().manualTicks().timeSource(new EverySecond()).build();
      recorders = new SliRecorder[slis()];
      for (int i = 0; i < recorders.length; i++) {
        recorders[i] = engine.recorder(Definitions.sli(i));
      }
      others = ParkedThreads.start(OTHER_THREADS, id -> true, this::recordGoodEach);
      recordGoodEach();
    }

    /** Lets the threads end. */
    @TearDown
    public void stop() {
      if (others != null) {
        others.release();
      }
      engine.close();
    }

    private void recordGoodEach() {
      for (SliRecorder recorder : recorders) {
        recorder.record(Outcome.GOOD, nanos(0));
      }
    }

    void recordOneEach() {
      long event = events;
      for (SliRecorder recorder : recorders) {
        event++;
        recorder.record(event % ONE_BAD_OF == 0 ? Outcome.BAD : Outcome.GOOD, nanos(event));
      }
      events = event;
    }

    /** From 1 ms to 524 ms, so that no bucket gets them all. */
    private static long nanos(long event) {
      return 1_000_000L << event % 10;
    }
  }

  /** As many SLIs as SLOs: availability, without a distribution. */
  @State(Scope.Benchmark)
  public static class Availability extends Ticked {
    @Override
    int slis() {
      return slos;
    }

    @Override
    SreEngine.Builder definition() {
      return Definitions.outcomes(slis(), Precision.OFF);
    }
  }

  /** A third as many SLIs: availability and two latencies each, with distributions. */
  @State(Scope.Benchmark)
  public static class Full extends Ticked {
    @Override
    int slis() {
      return slos / 3;
    }

    @Override
    SreEngine.Builder definition() {
      return Definitions.latencies(slis(), Precision.STANDARD);
    }
  }

  /** As many of resilience4j's windows as SLOs. */
  @State(Scope.Benchmark)
  public static class Resilience4j {
    /** How many windows there are. */
    @Param({"10", "100", "1000", "10000"})
    public int slos;

    Windows60s windows = new Windows60s(0);

    /** Fills them. */
    @Setup
    public void fill() {
      windows = new Windows60s(slos);
    }
  }

  /** Every SLI had one event. */
  @Benchmark
  public List<AlertTransition> tick(Availability ours) {
    ours.recordOneEach();
    return ours.engine().tick();
  }

  /** There were no events. */
  @Benchmark
  public List<AlertTransition> tickIdle(Availability ours) {
    return ours.engine().tick();
  }

  /** Every SLI had one event, and has three SLOs and a distribution. */
  @Benchmark
  public List<AlertTransition> tickFull(Full ours) {
    ours.recordOneEach();
    return ours.engine().tick();
  }

  /** The part of {@code tick} that is no tick. */
  @Benchmark
  public void recordOneEach(Availability ours) {
    ours.recordOneEach();
  }

  /** Reads as many of resilience4j's windows, which are brought up to date by being read. */
  @Benchmark
  public void resilience4jSnapshots(Resilience4j peer, Blackhole reader) {
    peer.windows.readFailureRates(reader);
  }
}
