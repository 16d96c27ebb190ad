package io.sre4j.dependency;

import io.sre4j.finding.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the calls of one route to one dependency. Thread-safe. */
final class EdgeCounter {
  /*
   * State. 29 sums in one array, 250 bytes: calls, and requests by what failed in them and whether
   * they were bad.
   *
   * Progress. Counting is one atomic addition for each sum that changes, about six for a request
   * with one call; reading takes no lock.
   *
   * Loss and lag bound. Nothing is lost. A reading may lack a part of requests that end meanwhile;
   * shares are made of the same cells as their whole, so no part exceeds it.
   *
   * Why not simpler. A lock would let one slow thread hold up the requests of all others. Adders
   * that spread over cells take thirty times the memory once they are contended, for 1,000 edges.
   */
  static final int POWERS = 16;

  private static final int CALLS = 0;
  private static final int FAILED = 1;
  private static final int RETRIES = 2;
  private static final int LATE = 3;
  private static final int NANOS = 4;
  private static final int LATENCY = 5;
  private static final int SHARES = LATENCY + POWERS;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What failed in a request that called a dependency. */
  enum Row {
    ALONE,
    TOGETHER,
    FINE,
    UNCLEAR
  }

  private final AtomicLongArray sums = new AtomicLongArray(SHARES + 2 * Row.values().length);

  /** Which of the latencies a duration belongs to. */
  static int power(long nanos) {
    return Math.min(POWERS - 1, Long.SIZE - Long.numberOfLeadingZeros(nanos / NANOS_PER_MILLI));
  }

  /** A request ended. */
  void ended(RequestCalls.Calls calls, Row row, boolean bad) {
    add(CALLS, calls.count);
    add(FAILED, calls.failed);
    add(RETRIES, calls.retries);
    add(NANOS, calls.nanos);
    for (int power = 0; power < POWERS; power++) {
      add(LATENCY + power, calls.latencies[power]);
    }
    add(SHARES + 2 * row.ordinal() + (bad ? 1 : 0), 1);
  }

  /** A call ended after its request. */
  void endedLate(boolean failed, long nanos) {
    add(CALLS, 1);
    add(FAILED, failed ? 1 : 0);
    add(LATE, 1);
    add(NANOS, nanos);
    add(LATENCY + power(nanos), 1);
  }

  private void add(int sum, long growth) {
    if (growth != 0) {
      sums.getAndAdd(sum, growth);
    }
  }

  EdgeCounts counts() {
    List<Long> latencies = new ArrayList<>();
    for (int power = 0; power < POWERS; power++) {
      latencies.add(sums.get(LATENCY + power));
    }
    return new EdgeCounts(
        sums.get(CALLS),
        sums.get(FAILED),
        sums.get(RETRIES),
        sums.get(LATE),
        sums.get(NANOS),
        latencies,
        share(Row.ALONE),
        share(Row.TOGETHER),
        share(Row.FINE),
        share(Row.UNCLEAR));
  }

  private Proportion share(Row row) {
    long good = sums.get(SHARES + 2 * row.ordinal());
    long bad = sums.get(SHARES + 2 * row.ordinal() + 1);
    return new Proportion(bad, good + bad);
  }
}
