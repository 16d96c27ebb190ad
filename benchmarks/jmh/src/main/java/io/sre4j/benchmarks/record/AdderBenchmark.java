package io.sre4j.benchmarks.record;

import io.sre4j.sli.Outcome;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The least that counts from many threads: {@code java.util.concurrent}'s LongAdder.
 *
 * <p>Less than ours: counts outcomes only, does not even look at the latency; no thresholds, no
 * distribution, no windows, nothing is known of bad events. It is never read here.
 */
public class AdderBenchmark extends EventBenchmark {

  /** Counts of one SLI, by outcome. */
  @State(Scope.Benchmark)
  public static class Adders {
    final LongAdder[] byOutcome = {new LongAdder(), new LongAdder(), new LongAdder()};
  }

  /** Counts of 1,000 SLIs, by outcome. */
  @State(Scope.Benchmark)
  public static class Adders1000 {
    final Adders[] all = new Adders[Events.MANY];

    /** Makes them. */
    public Adders1000() {
      for (int i = 0; i < all.length; i++) {
        all[i] = new Adders();
      }
    }
  }

  /** Counts events, whatever became of them. */
  @Benchmark
  public Outcome one(Adders adders, Events events) {
    adders.byOutcome[0].increment();
    return events.outcome(events.next());
  }

  /** Counts outcomes. */
  @Benchmark
  public void three(Adders adders, Events events) {
    adders.byOutcome[events.outcome(events.next()).ordinal()].increment();
  }

  /** Counts outcomes, of another SLI each time. */
  @Benchmark
  public void three1000(Adders1000 adders, Events events) {
    Outcome outcome = events.outcome(events.next());
    adders.all[events.nextOfMany()].byOutcome[outcome.ordinal()].increment();
  }
}
