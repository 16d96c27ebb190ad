package io.sre4j.benchmarks.record;

import io.sre4j.benchmarks.Definitions;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli.Precision;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

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
    private final Occupants occupants = new Occupants();

    /** Starts the engine. */
    public Taken() {
      super(Definitions.latencies(1, Precision.STANDARD).build(), 1);
    }

    /** Takes all stripes. */
    @Setup
    public void occupy() throws InterruptedException {
      occupants.occupy(recorder);
    }

    /** Lets the parked threads end. */
    @TearDown
    public void leave() {
      occupants.leave();
    }
  }

  /** Parked threads, one for each stripe. */
  static final class Occupants {
    static final int STRIPES = 256;

    private final CountDownLatch over = new CountDownLatch(1);

    /** Returns when each of them has recorded one good event that took no time. */
    void occupy(SliRecorder recorder) throws InterruptedException {
      CountDownLatch recorded = new CountDownLatch(STRIPES);
      BitSet taken = new BitSet(STRIPES);
      while (taken.cardinality() < STRIPES) {
        Thread thread = new Thread(() -> recordOnceAndPark(recorder, recorded), "occupant");
        int stripe = (int) (thread.getId() % STRIPES);
        if (!taken.get(stripe)) { // other threads may be born in between, with ids of their own
          taken.set(stripe);
          thread.setDaemon(true);
          thread.start();
        }
      }
      recorded.await();
    }

    private void recordOnceAndPark(SliRecorder recorder, CountDownLatch recorded) {
      recorder.record(Outcome.GOOD, 0);
      recorded.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void leave() {
      over.countDown();
    }
  }

  /** Outcome, two exact thresholds and the distribution. */
  @Benchmark
  public void full(Taken ours, Events events) {
    int i = events.next();
    ours.recorder.record(events.outcome(i), events.nanos(i));
  }
}
