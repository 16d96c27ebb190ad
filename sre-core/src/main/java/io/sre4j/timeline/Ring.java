package io.sre4j.timeline;

import java.time.Duration;
import java.util.Arrays;

/**
 * The last slots of one length, and a running sum for each window that is read from them.
 *
 * <p>A window of n slots sums the last n - 1 full slots and the running one; of the slot before
 * these, the edge, only the part inside the window counts. So reading is O(1), and a sum is off by
 * less than the edge slot. Counts move in and out as integers: nothing drifts.
 */
final class Ring {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NOTHING_YET = Long.MIN_VALUE;

  private final long slotNanos;
  private final int size;
  private final long[] good;
  private final long[] bad;
  // Milliseconds in which the process was measuring; a slot lasts at most 36 hours, so they fit.
  private final int[] measured;
  private final int[] lengths;
  private final long[] goodSums;
  private final long[] badSums;
  private final long[] measuredSums;
  private long running = NOTHING_YET;
  // The share of the edge slot that is inside the windows.
  private double edgeShare;

  /**
   * A ring that serves windows.
   *
   * @param slot the length of a slot
   * @param windows whole numbers of slots
   */
  Ring(Duration slot, Duration[] windows) {
    this.slotNanos = slot.toNanos();
    this.lengths = new int[windows.length];
    for (int i = 0; i < windows.length; i++) {
      lengths[i] = Math.toIntExact(windows[i].toNanos() / slotNanos);
    }
    this.size = Arrays.stream(lengths).max().orElse(1) + 1;
    this.good = new long[size];
    this.bad = new long[size];
    this.measured = new int[size];
    this.goodSums = new long[windows.length];
    this.badSums = new long[windows.length];
    this.measuredSums = new long[windows.length];
  }

  /** Moves on to the slot of an instant; time never goes back. */
  void advanceTo(long nanos) {
    long slot = Math.floorDiv(nanos, slotNanos);
    if (running == NOTHING_YET || slot - running >= size) {
      clear();
      running = slot;
    }
    while (running < slot) {
      running++;
      for (int w = 0; w < lengths.length; w++) {
        subtract(w, index(running - lengths[w]));
      }
      int index = index(running);
      good[index] = 0;
      bad[index] = 0;
      measured[index] = 0;
    }
    edgeShare = 1 - (double) (nanos - running * slotNanos) / slotNanos;
  }

  /** Adds to the slot of an instant, if it is still held; counts may be negative. */
  void add(long nanos, long goods, long bads) {
    long slot = Math.floorDiv(nanos, slotNanos);
    if (!holds(slot)) {
      return;
    }
    int index = index(slot);
    good[index] += goods;
    bad[index] += bads;
    for (int w = 0; w < lengths.length; w++) {
      if (slot > running - lengths[w]) {
        goodSums[w] += goods;
        badSums[w] += bads;
      }
    }
  }

  /** Adds the time from one instant to another to all slots that it lies in. */
  void addMeasured(long from, long to) {
    for (long start = Math.max(from, reach()); start < to; ) {
      long slot = Math.floorDiv(start, slotNanos);
      long end = Math.min(to, (slot + 1) * slotNanos);
      // Differences of rounded instants, so that nothing is lost by rounding.
      int millis = (int) (end / NANOS_PER_MILLI - start / NANOS_PER_MILLI);
      measured[index(slot)] += millis;
      for (int w = 0; w < lengths.length; w++) {
        measuredSums[w] += slot > running - lengths[w] ? millis : 0;
      }
      start = end;
    }
  }

  long good(int window) {
    return goodSums[window] + inside(good[edge(window)]);
  }

  long bad(int window) {
    return badSums[window] + inside(bad[edge(window)]);
  }

  long measuredMillis(int window) {
    return measuredSums[window] + inside(measured[edge(window)]);
  }

  long slotNanos() {
    return slotNanos;
  }

  /** The first instant of the oldest slot held. */
  long reach() {
    return (running - size + 1) * slotNanos;
  }

  long goodAt(long nanos) {
    long slot = Math.floorDiv(nanos, slotNanos);
    return holds(slot) ? good[index(slot)] : 0;
  }

  long badAt(long nanos) {
    long slot = Math.floorDiv(nanos, slotNanos);
    return holds(slot) ? bad[index(slot)] : 0;
  }

  /** Adds every slot of a ring of the same shape that stands at the same instant. */
  void addAll(Ring other) {
    for (long slot = running - size + 1; slot <= running; slot++) {
      int index = index(slot);
      add(slot * slotNanos, other.good[index], other.bad[index]);
    }
  }

  private boolean holds(long slot) {
    return running != NOTHING_YET && slot <= running && slot > running - size;
  }

  private long inside(long edgeCount) {
    return Math.round(edgeCount * edgeShare);
  }

  private int edge(int window) {
    return index(running - lengths[window]);
  }

  private int index(long slot) {
    return (int) Math.floorMod(slot, (long) size);
  }

  private void subtract(int window, int index) {
    goodSums[window] -= good[index];
    badSums[window] -= bad[index];
    measuredSums[window] -= measured[index];
  }

  private void clear() {
    Arrays.fill(good, 0);
    Arrays.fill(bad, 0);
    Arrays.fill(measured, 0);
    Arrays.fill(goodSums, 0);
    Arrays.fill(badSums, 0);
    Arrays.fill(measuredSums, 0);
  }
}
