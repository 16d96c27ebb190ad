package io.sre4j.otel.keep;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that held spans take together, and its cap. Never above it. Lock-free. */
final class HeldBytes {
  private static final long SPAN = 800;
  private static final long ENTRY = 96;

  private final long cap;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long cap) {
    this.cap = cap;
  }

  /** Takes so many; false, and none, if there are not as many left. */
  boolean take(long bytes) {
    long before;
    do {
      before = held.get();
      if (before + bytes > cap) {
        return false;
      }
    } while (!held.compareAndSet(before, before + bytes));
    return true;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }

  /** Whether so little is held that nothing need make room: 7/8 of the cap. */
  boolean hasRoom() {
    return held.get() <= cap - cap / 8;
  }

  /**
   * What a span takes on the heap, about: 800 bytes, and for each attribute and event 96 and its
   * text. A span with 9 attributes of 20 characters: 800 + 9 x 116 = 1,844.
   */
  static long of(SpanData span) {
    long bytes = SPAN + span.getName().length() + of(span.getAttributes());
    for (EventData event : span.getEvents()) {
      bytes += ENTRY + event.getName().length() + of(event.getAttributes());
    }
    return bytes + ENTRY * span.getLinks().size();
  }

  private static long of(Attributes attributes) {
    long[] bytes = {0};
    attributes.forEach((key, value) -> bytes[0] += ENTRY + of(value));
    return bytes[0];
  }

  /** Keys are constants of the instrumentation; values belong to the span. */
  private static long of(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    long bytes = 0;
    if (value instanceof Collection<?> list) {
      for (Object element : list) {
        bytes += Long.BYTES + (element instanceof String text ? text.length() : 0);
      }
    }
    return bytes;
  }
}
