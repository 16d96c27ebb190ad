package io.sre4j.otel.export;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last span ids of some kind, 4,096 of them; of two with one place the newer has it. Lock-free.
 */
final class SpanIds {
  private static final int PLACES = 4_096;
  private static final int HEX = 16;

  private final AtomicLongArray ids = new AtomicLongArray(PLACES);

  /** The number of an id; 0, which is none, if it is not 16 hexadecimal digits. */
  static long number(String spanId) {
    try {
      return Long.parseUnsignedLong(spanId, HEX);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  void add(long id) {
    ids.lazySet(place(id), id);
  }

  boolean contains(long id) {
    return id != 0 && ids.get(place(id)) == id;
  }

  private static int place(long id) {
    return (int) (id ^ id >>> 32 ^ id >>> 13) & PLACES - 1;
  }
}
