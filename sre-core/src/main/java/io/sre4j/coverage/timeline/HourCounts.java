package io.sre4j.coverage.timeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts of the last hour, some for each key. Not thread-safe. Keys are told apart by identity.
 *
 * <p>An hour is 12 slots of 5 minutes, the running one included: 55 to 60 minutes. A key takes no
 * memory before something is counted of it.
 */
final class HourCounts<K> {
  static final int SLOTS = 12;
  static final long SLOT_NANOS = Duration.ofMinutes(5).toNanos();

  private final int counts;
  private final Map<K, long[][]> recent = new IdentityHashMap<>();
  private long begun;
  private long slot;

  /**
   * Begins at an instant of the monotonic clock.
   *
   * @param counts how many there are of each key
   */
  HourCounts(int counts, long nanos) {
    this.counts = counts;
    this.begun = nanos;
  }

  /** Begins the hour anew. */
  void forget(long nanos) {
    begun = nanos;
    slot = 0;
    recent.clear();
  }

  /** Goes on to an instant; slots that are over an hour old begin anew. */
  void advance(long nanos) {
    long now = (nanos - begun) / SLOT_NANOS;
    long first = Math.max(slot + 1, now - SLOTS + 1);
    for (long next = first; next <= now; next++) {
      int place = (int) (next % SLOTS);
      recent.values().forEach(slots -> Arrays.fill(slots[place], 0));
    }
    slot = Math.max(slot, now);
  }

  /** Adds to the running slot; one growth for each count. */
  void add(K key, int... growth) {
    if (Arrays.stream(growth, 0, counts).allMatch(count -> count == 0)) {
      return;
    }
    long[][] slots = recent.computeIfAbsent(key, unused -> new long[SLOTS][counts]);
    long[] running = slots[(int) (slot % SLOTS)];
    for (int i = 0; i < counts; i++) {
      running[i] += growth[i];
    }
  }

  /** The sums of the last hour, one for each count; a copy. */
  long[] sum(K key) {
    long[] sum = new long[counts];
    for (long[] one : recent.getOrDefault(key, new long[0][])) {
      for (int i = 0; i < counts; i++) {
        sum[i] += one[i];
      }
    }
    return sum;
  }

  /** All of which something was ever counted since the hour last began anew. */
  Set<K> keys() {
    return recent.keySet();
  }

  /** The length of what {@link #sum} adds up. */
  Duration observed(long nanos) {
    long oldest = Math.max(0, slot - SLOTS + 1);
    return Duration.ofNanos(nanos - begun - oldest * SLOT_NANOS);
  }

  /** The number of the running slot, from 0. */
  long slot() {
    return slot;
  }
}
