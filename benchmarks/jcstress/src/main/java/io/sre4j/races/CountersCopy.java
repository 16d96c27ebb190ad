package io.sre4j.races;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counters that grow, as in {@code Stripes}: a longer array is put before those that were. */
class CountersCopy {
  private static final VarHandle ARRAYS;

  static {
    try {
      ARRAYS = MethodHandles.lookup().findVarHandle(CountersCopy.class, "arrays", int[][].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  volatile int[][] arrays = {new int[1]};

  /** The newest array, made long enough for the cell. */
  final int[] newest(int cell) {
    int[][] present = arrays;
    while (cell >= present[0].length) {
      grow(present, cell);
      present = arrays;
    }
    return present[0];
  }

  void grow(int[][] present, int cell) {
    int[][] more = new int[present.length + 1][];
    more[0] = new int[cell + 1];
    System.arraycopy(present, 0, more, 1, present.length);
    replace(present, more);
  }

  final void replace(int[][] present, int[][] next) {
    ARRAYS.compareAndSet(this, present, next);
  }

  final int sum(int cell) {
    int sum = 0;
    for (int[] array : arrays) {
      sum += cell < array.length ? array[cell] : 0;
    }
    return sum;
  }
}
