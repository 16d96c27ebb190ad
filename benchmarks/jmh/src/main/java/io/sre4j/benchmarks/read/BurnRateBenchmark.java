package io.sre4j.benchmarks.read;

import io.sre4j.SreEngine;
import io.sre4j.benchmarks.Definitions;
import io.sre4j.report.BurnRates;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli.Precision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Reading the burn rates of one SLO, in nanoseconds: its seven alert windows and its period. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BurnRateBenchmark extends ReadBenchmark {
  static final int WINDOWS = 8;

  /** An engine that has seen ten minutes, with one bad event of a thousand. */
  @State(Scope.Benchmark)
  public static class Ours {
    private static final int TICKS = 600;
    private static final int PER_TICK = 1_000;

    private final SreEngine engine =
        Definitions.outcomes(1, Precision.OFF).manualTicks().timeSource(new EverySecond()).build();
    final BurnRates rates = engine.burnRates(Definitions.available(0));

    /** Lets ten minutes pass. */
    @Setup
    public void pass() {
      SliRecorder recorder = engine.recorder(Definitions.sli(0));
      for (int tick = 0; tick < TICKS; tick++) {
        for (int event = 0; event < PER_TICK; event++) {
          recorder.record(event == 0 ? Outcome.BAD : Outcome.GOOD);
        }
        engine.tick();
      }
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
      engine.close();
    }
  }

  /**
   * As many of resilience4j's windows, of 60 seconds each, as it has no longer ones at this cost.
   */
  @State(Scope.Benchmark)
  public static class Resilience4j {
    final Windows60s windows = new Windows60s(WINDOWS);
  }

  /** All windows, as of the last tick. */
  @Benchmark
  public void allBurnRates(Ours ours, Blackhole reader) {
    BurnRates rates = ours.rates;
    for (int i = 0; i < rates.size(); i++) {
      reader.consume(rates.rate(i));
    }
  }

  /** As many failure rates, as of now. */
  @Benchmark
  public void eightResilience4jSnapshots(Resilience4j peer, Blackhole reader) {
    peer.windows.readFailureRates(reader);
  }
}
