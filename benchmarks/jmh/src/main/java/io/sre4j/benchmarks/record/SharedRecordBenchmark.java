package io.sre4j.benchmarks.record;

import io.sre4j.benchmarks.Definitions;
import io.sre4j.benchmarks.ParkedThreads;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli.Precision;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The full record by threads that own no cells: what the 257th thread of a service pays, and every
 * virtual one.
 *
 * <p>A stripe of cells belongs to the first thread that records and whose id, modulo 256, is the
 * stripe's number, for as long as that thread lives. So before the measurement one parked thread
 * for each of the 256 remainders records one event. That this works shows in the result: several
 * times that of {@code RecordBenchmark.full}, as each event is then a locked add.
 */
public class SharedRecordBenchmark extends EventBenchmark {

  /** Availability, two latencies and the distribution; every stripe is taken. */
  @State(Scope.Benchmark)
  public static class Taken extends TickingEngine {
    static final int STRIPES = 256;

    private @Nullable ParkedThreads owners;

    /** Starts the engine. */
    public Taken() {
      super(Definitions.latencies(1, Precision.STANDARD).build(), 1);
    }

    /** Takes all stripes, by one good event each that took no time. */
    @Setup
    public void occupy() throws InterruptedException {
      BitSet taken = new BitSet(STRIPES); // other threads may be born in between: ids have gaps
      owners =
          ParkedThreads.start(
              STRIPES,
              id -> {
                int stripe = (int) (id % STRIPES);
                boolean free = !taken.get(stripe);
                taken.set(stripe);
                return free;
              },
              () -> recorder.record(Outcome.GOOD, 0));
    }

    /** Lets the parked threads end, which do not keep the JVM; no tear-down, as for the ticker. */
    public void leave() {
      if (owners != null) {
        owners.release();
      }
    }
  }

  /** Outcome, two exact thresholds and the distribution. */
  @Benchmark
  public void full(Taken ours, Events events) {
    int i = events.next();
    ours.recorder.record(events.outcome(i), events.nanos(i));
  }
}
