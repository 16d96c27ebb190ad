package io.sre4j.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The layouts of an SLI: a recorder finds the current one, older ones are drained for ever. */
class LayoutCopy {
  final List<Cells> layouts = new ArrayList<>();
  int within;
  int slower;
  int withinNew;
  int slowerNew;
  private final long known;
  private final long cut;
  private volatile Cells current;

  LayoutCopy(long known, long cut) {
    this.known = known;
    this.cut = cut;
    current = new Cells(false);
    layouts.add(current);
  }

  final void record(long duration) {
    current.count(duration);
  }

  final void cut() {
    Cells old = current;
    Cells next = new Cells(true);
    layouts.add(next);
    current = next;
    retire(old);
  }

  /** Leaves it among the layouts. */
  void retire(Cells old) {}

  final void drain() {
    layouts.forEach(Cells::drain);
  }

  /** Events within both thresholds, between them, and slower than both. */
  final class Cells {
    private final boolean cutAgain;
    private final AtomicIntegerArray counters = new AtomicIntegerArray(3);
    private final int[] seen = new int[3];

    Cells(boolean cutAgain) {
      this.cutAgain = cutAgain;
    }

    private void count(long duration) {
      int unlessCut = duration > known ? 2 : 0;
      counters.getAndIncrement(cutAgain && duration > cut && duration <= known ? 1 : unlessCut);
    }

    void drain() {
      int first = growth(0);
      int second = growth(1);
      int third = growth(2);
      within += first + second;
      slower += third;
      if (cutAgain) {
        withinNew += first;
        slowerNew += second + third;
      }
    }

    private int growth(int cell) {
      int count = counters.get(cell);
      int growth = count - seen[cell];
      seen[cell] = count;
      return growth;
    }
  }
}
