package io.sre4j.benchmarks.record;

import io.sre4j.sli.Outcome;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What one thread records: 65,536 log-normal latencies (median 20 ms, sigma 1), 2 % failures, in an
 * order that no branch predictor learns. All benchmarks of events walk through them in one way.
 */
@State(Scope.Thread)
public class Events {
  static final int COUNT = 65_536;
  static final int MANY = 1_000;
  static final long SEED = 20_261_123; // and the number of the thread

  private static final int MASK = COUNT - 1;
  private static final double MEDIAN_NANOS = 20e6;
  private static final int ONE_BAD_OF = 50;

  private final long[] nanos = new long[COUNT];
  private final Outcome[] outcomes = new Outcome[COUNT];
  private int next;
  private int one = -1;

  /** Makes the events of a thread. */
  @Setup(Level.Trial)
  public void fill(ThreadParams threads) {
    fill(threads.getThreadIndex());
  }

  void fill(int thread) {
    SplittableRandom random = new SplittableRandom(SEED + thread);
    for (int i = 0; i < COUNT; i++) {
      nanos[i] = (long) (MEDIAN_NANOS * Math.exp(random.nextGaussian()));
      outcomes[i] = random.nextInt(ONE_BAD_OF) == 0 ? Outcome.BAD : Outcome.GOOD;
    }
  }

  /** Steps to the next event, and round again. */
  int next() {
    return next++ & MASK;
  }

  /** Where the last step led. */
  int current() {
    return (next - 1) & MASK;
  }

  /** Steps to the next of 1,000, and round again. */
  int nextOfMany() {
    int following = one + 1;
    one = following == MANY ? 0 : following;
    return one;
  }

  long nanos(int event) {
    return nanos[event];
  }

  Outcome outcome(int event) {
    return outcomes[event];
  }
}
