package io.sre4j.races;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The protocol of {@code Stripes} with one stripe to own and one to share. */
class StripeCopy {
  static final int CELLS = 64;

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(StripeCopy.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  volatile @Nullable Thread owner;
  final CountersCopy owned;
  final CountersCopy shared;
  private final int[] seen = new int[CELLS];

  StripeCopy() {
    this(new CountersCopy(), new CountersCopy());
  }

  StripeCopy(CountersCopy owned, CountersCopy shared) {
    this.owned = owned;
    this.shared = shared;
  }

  final void count(int cell) {
    Thread thread = Thread.currentThread();
    if (owner == thread || claim(thread)) {
      countOwned(cell);
    } else {
      countShared(cell);
    }
  }

  boolean claim(Thread thread) {
    return OWNER.compareAndSet(this, (Thread) null, thread);
  }

  final void countOwned(int cell) {
    int[] counters = owned.newest(cell);
    COUNT.setOpaque(counters, cell, counters[cell] + 1);
  }

  void countShared(int cell) {
    COUNT.getAndAdd(shared.newest(cell), cell, 1);
  }

  final int sum(int cell) {
    return owned.sum(cell) + shared.sum(cell);
  }

  /** What was counted since it was last asked for. */
  int growth(int cell) {
    int sum = sum(cell);
    int growth = sum - seen[cell];
    seen[cell] = sum;
    return growth;
  }
}
