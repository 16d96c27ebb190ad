package io.sre4j.sli;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The counters of one SLI in one layout. */
final class Cells {
  /*
   * State. A counter per cell of the layout, many times over: own[s] is written by the owner of
   * stripe s only, shared[s] by everyone else. Counters only grow. What the ticker has already
   * passed on stands in drained, which is the ticker's.
   *
   * Progress. Writers are wait-free: an owner reads its own counter and stores it one higher, both
   * without a lock prefix; others add atomically. The reader sums all and never waits.
   *
   * Loss and lag bound. Nothing is lost or counted twice: each counter has either one writer or
   * atomic ones, and the reader passes on the growth of sums that never shrink. An increment is
   * seen at the latest by the first drain that begins after it is visible (on all current machines:
   * at once). A thread may be suspended between choosing these cells and adding to them, while a
   * new layout takes over; so cells of an old layout are drained for ever.
   *
   * Why not simpler. A LongAdder per cell costs a locked add, ten times a plain store, and 336
   * bytes each after contention.
   */
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final int SHARED_STRIPES = 8;
  // Keeps the counters of two threads off one cache line (and its neighbour, fetched with it).
  private static final int PADDING = 16;

  final Layout layout;
  private final Ownership ownership;
  private final long[] @Nullable [] own = new long[Ownership.STRIPES][];
  private final long[] @Nullable [] shared = new long[SHARED_STRIPES][];
  private final long[] drained;
  private final long[] sums;

  Cells(Layout layout, Ownership ownership) {
    this.layout = layout;
    this.ownership = ownership;
    this.drained = new long[layout.cells()];
    this.sums = new long[layout.cells()];
  }

  void count(Outcome outcome, long nanos) {
    int index = layout.cell(outcome, nanos) + PADDING;
    Thread thread = Thread.currentThread();
    int stripe = Ownership.stripe(thread);
    long[] row = own[stripe];
    if (row != null && ownership.owns(thread, stripe)) {
      COUNT.setOpaque(row, index, row[index] + 1);
    } else {
      countSlowly(thread, stripe, index);
    }
  }

  private void countSlowly(Thread thread, int stripe, int index) {
    if (ownership.owns(thread, stripe) || ownership.claim(thread, stripe)) {
      long[] row = own[stripe];
      if (row == null) {
        row = newRow();
        ROW.setRelease(own, stripe, row);
      }
      COUNT.setOpaque(row, index, row[index] + 1);
    } else {
      COUNT.getAndAdd(sharedRow(stripe & (SHARED_STRIPES - 1)), index, 1L);
    }
  }

  private long[] sharedRow(int stripe) {
    long[] row = (long[]) ROW.getAcquire(shared, stripe);
    if (row != null) {
      return row;
    }
    long[] created = newRow();
    long[] winner = (long[]) ROW.compareAndExchange(shared, stripe, (long[]) null, created);
    return winner == null ? created : winner;
  }

  private long[] newRow() {
    return new long[PADDING + layout.cells() + PADDING];
  }

  /** The growth of every cell since the last drain; valid until the next. One thread at a time. */
  long[] drain() {
    Arrays.fill(sums, 0);
    addRows(own);
    addRows(shared);
    for (int i = 0; i < sums.length; i++) {
      long total = sums[i];
      sums[i] = total - drained[i];
      drained[i] = total;
    }
    return sums;
  }

  private void addRows(long[] @Nullable [] rows) {
    for (int stripe = 0; stripe < rows.length; stripe++) {
      long[] row = (long[]) ROW.getAcquire(rows, stripe);
      if (row != null) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += (long) COUNT.getOpaque(row, PADDING + i);
        }
      }
    }
  }
}
