package io.sre4j.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Rows of counts, each row in as little memory as it needs: none while all are 0, then 2 bytes a
 * count, 4 once one is beyond 32,767, and 8 once one is beyond 2^31 - 1. A row narrows only when it
 * is cleared.
 */
final class Counts {
  private final int[] sizes;
  // Each one of short[], int[] and long[].
  private final @Nullable Object[] rows;

  /**
   * Counts that are all 0.
   *
   * @param sizes how many counts there are in each row; kept, not copied
   */
  Counts(int... sizes) {
    this.sizes = sizes;
    this.rows = new Object[sizes.length];
  }

  long get(int row, int i) {
    Object counts = rows[row];
    if (counts == null) {
      return 0;
    }
    if (counts instanceof short[] shorts) {
      return shorts[i];
    }
    return counts instanceof int[] ints ? ints[i] : ((long[]) counts)[i];
  }

  void set(int row, int i, long count) {
    Object counts = rows[row];
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
      rows[row] = wideEnough(row, count);
      set(row, i, count);
    }
  }

  void add(int row, int i, long count) {
    if (count != 0) {
      set(row, i, get(row, i) + count);
    }
  }

  /** Adds a row of other counts, of the same size. */
  void addAll(int row, Counts other, int otherRow) {
    for (int i = 0; other.rows[otherRow] != null && i < sizes[row]; i++) {
      add(row, i, other.get(otherRow, i));
    }
  }

  /** Adds to a row as many counts as it holds. */
  void addAll(int row, long[] counts) {
    for (int i = 0; i < sizes[row]; i++) {
      add(row, i, counts[i]);
    }
  }

  /** Adds a row to as many sums as it holds. */
  void addTo(long[] sums, int row) {
    for (int i = 0; rows[row] != null && i < sizes[row]; i++) {
      sums[i] += get(row, i);
    }
  }

  /** Whether a row is 0 and takes no memory. */
  boolean isClear(int row) {
    return rows[row] == null;
  }

  /** Makes a row 0 and gives its memory back. */
  void clear(int row) {
    rows[row] = null;
  }

  private Object wideEnough(int row, long count) {
    if (count == (short) count && rows[row] == null) {
      return new short[sizes[row]];
    }
    if (count == (int) count) {
      int[] ints = new int[sizes[row]];
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) get(row, i);
      }
      return ints;
    }
    long[] longs = new long[sizes[row]];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = get(row, i);
    }
    return longs;
  }
}
