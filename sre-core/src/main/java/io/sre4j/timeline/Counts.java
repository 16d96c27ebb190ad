package io.sre4j.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Counts by number, in as little memory as they need: none while all are 0, then 2 bytes each, 4
 * once one is beyond 32,767, and 8 once one is beyond 2^31 - 1. It never narrows again.
 */
final class Counts {
  private final int size;
  // One of short[], int[] and long[].
  private @Nullable Object array;

  Counts(int size) {
    this.size = size;
  }

  long get(int i) {
    Object counts = array;
    if (counts == null) {
      return 0;
    }
    if (counts instanceof short[] shorts) {
      return shorts[i];
    }
    return counts instanceof int[] ints ? ints[i] : ((long[]) counts)[i];
  }

  void set(int i, long count) {
    Object counts = array;
    if (counts == null && count == 0) {
      return;
    }
    if (counts instanceof short[] shorts && count == (short) count) {
      shorts[i] = (short) count;
    } else if (counts instanceof int[] ints && count == (int) count) {
      ints[i] = (int) count;
    } else if (counts instanceof long[] longs) {
      longs[i] = count;
    } else {
      widenFor(count);
      set(i, count);
    }
  }

  void add(int i, long count) {
    if (count != 0) {
      set(i, get(i) + count);
    }
  }

  void addAll(Counts other) {
    for (int i = 0; other.array != null && i < size; i++) {
      add(i, other.get(i));
    }
  }

  void addAll(long[] counts) {
    for (int i = 0; i < size; i++) {
      add(i, counts[i]);
    }
  }

  /** Makes all 0 and gives the memory back. */
  void clear() {
    array = null;
  }

  private void widenFor(long count) {
    if (count == (short) count && array == null) {
      array = new short[size];
    } else if (count == (int) count) {
      int[] ints = new int[size];
      for (int i = 0; i < size; i++) {
        ints[i] = (int) get(i);
      }
      array = ints;
    } else {
      long[] longs = new long[size];
      for (int i = 0; i < size; i++) {
        longs[i] = get(i);
      }
      array = longs;
    }
  }
}
