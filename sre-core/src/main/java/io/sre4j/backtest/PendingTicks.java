package io.sre4j.backtest;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.TreeMap;

/** What was counted for ticks that may still get late rows. Not thread-safe. */
final class PendingTicks {
  private final TreeMap<Long, long[]> ticks = new TreeMap<>();
  private final Deque<long[]> spare = new ArrayDeque<>();
  private final int kinds;
  private long first = Long.MAX_VALUE;
  private long lastEnd = Long.MIN_VALUE;
  private long[] last = {};

  PendingTicks(int kinds) {
    this.kinds = kinds;
  }

  /** The counts of the tick that ends then, by kind, to be added to. */
  long[] at(long end) {
    if (end != lastEnd) {
      last = ticks.computeIfAbsent(end, e -> spare.isEmpty() ? new long[kinds] : spare.pop());
      lastEnd = end;
      first = Math.min(first, end);
    }
    return last;
  }

  /** The end of the first tick; very late if there is none. */
  long first() {
    return first;
  }

  /** Takes out the first tick; what it counted is to be given {@link #back}. */
  long[] poll() {
    long[] counts = Objects.requireNonNull(ticks.remove(first), "there is no tick");
    lastEnd = Long.MIN_VALUE;
    first = ticks.isEmpty() ? Long.MAX_VALUE : ticks.firstKey();
    return counts;
  }

  /** Counts that are not needed any more. */
  void back(long[] counts) {
    Arrays.fill(counts, 0);
    spare.push(counts);
  }
}
