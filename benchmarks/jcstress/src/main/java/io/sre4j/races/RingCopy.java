package io.sre4j.races;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/** The protocol of {@code BadEventRing} with few slots; an event is one number, written twice. */
class RingCopy {
  static final int SIZE = 4;

  private static final long BUSY = -1;
  private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);

  final AtomicLong next = new AtomicLong(1);
  private final long[] numbers = new long[SIZE];
  private final long[] firsts = new long[SIZE];
  private final long[] seconds = new long[SIZE];

  final void add(long event) {
    long number = next.getAndIncrement();
    int slot = (int) number & (SIZE - 1);
    long before = (long) LONG.getAcquire(numbers, slot);
    if (before == BUSY || before > number || !mark(slot, before)) {
      return;
    }
    LONG.setOpaque(firsts, slot, event);
    LONG.setOpaque(seconds, slot, event);
    LONG.setRelease(numbers, slot, number);
  }

  boolean mark(int slot, long before) {
    return LONG.compareAndSet(numbers, slot, before, BUSY);
  }

  /** How many events are torn. */
  final int torn() {
    int torn = 0;
    long last = next.get() - 1;
    for (long number = last; number > 0 && number > last - SIZE; number--) {
      int slot = (int) number & (SIZE - 1);
      if ((long) LONG.getAcquire(numbers, slot) == number) {
        long first = (long) LONG.getOpaque(firsts, slot);
        long second = (long) LONG.getOpaque(seconds, slot);
        VarHandle.loadLoadFence();
        torn += isStill(slot, number) && first != second ? 1 : 0;
      }
    }
    return torn;
  }

  boolean isStill(int slot, long number) {
    return (long) LONG.getOpaque(numbers, slot) == number;
  }

  /** How many of the last events cannot be read. */
  final int missing() {
    int missing = 0;
    long last = next.get() - 1;
    for (long number = last; number > last - SIZE; number--) {
      missing += numbers[(int) number & (SIZE - 1)] == number ? 0 : 1;
    }
    return missing;
  }
}
