package io.sre4j.timeline;

import java.util.Arrays;

/**
 * All events that ever happened, in order of time, with prefix sums: the independent truth that
 * timelines are compared with.
 */
final class NaiveEvents {
  private final long[] at;
  private final long[] goodBefore;
  private final long[] badBefore;
  private int size;
  private long good;
  private long bad;
  private long edgeBad;

  NaiveEvents(int capacity) {
    at = new long[capacity];
    goodBefore = new long[capacity + 1];
    badBefore = new long[capacity + 1];
  }

  void add(long nanos, long goods, long bads) {
    at[size] = nanos;
    goodBefore[size + 1] = goodBefore[size] + goods;
    badBefore[size + 1] = badBefore[size] + bads;
    size++;
  }

  /**
   * The sums that a window is defined as: all events of the slots that lie inside it, and of the
   * slot that lies across its beginning a part, as long as the part that is inside.
   */
  void window(long end, long window, long slot) {
    long running = Math.floorDiv(end, slot);
    long firstInside = (running - window / slot + 1) * slot;
    double share = 1 - (double) (end - running * slot) / slot;
    long edgeGood = goodWithin(firstInside - slot - 1, firstInside - 1);
    edgeBad = badWithin(firstInside - slot - 1, firstInside - 1);
    good = goodWithin(firstInside - 1, Long.MAX_VALUE) + Math.round(edgeGood * share);
    bad = badWithin(firstInside - 1, Long.MAX_VALUE) + Math.round(edgeBad * share);
  }

  long good() {
    return good;
  }

  long bad() {
    return bad;
  }

  long edgeBad() {
    return edgeBad;
  }

  /** Bad events after one instant, up to another. */
  long badWithin(long after, long upTo) {
    return badBefore[index(upTo)] - badBefore[index(after)];
  }

  /** Good events after one instant, up to another. */
  long goodWithin(long after, long upTo) {
    return goodBefore[index(upTo)] - goodBefore[index(after)];
  }

  /** How many entries lie at or before an instant. */
  private int index(long upTo) {
    int found = Arrays.binarySearch(at, 0, size, upTo);
    if (found < 0) {
      return -found - 1;
    }
    while (found < size && at[found] == upTo) {
      found++;
    }
    return found;
  }
}
