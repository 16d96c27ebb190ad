package io.sre4j.otel.keep;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The traces that were kept in the last 30 seconds, for spans that end after their root: an
 * asynchronous child, for example. 1,024 places; of two traces with one place the newer has it.
 * Lock-free.
 */
final class RecentlyKept {
  private static final int PLACES = 1_024;
  private static final long MEMORY = TimeUnit.SECONDS.toNanos(30);

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(PLACES);

  void add(String traceId, long now) {
    entries.set(place(traceId), new Entry(traceId, now));
  }

  boolean contains(String traceId, long now) {
    Entry entry = entries.get(place(traceId));
    return entry != null && entry.traceId.equals(traceId) && now - entry.since < MEMORY;
  }

  private static int place(String traceId) {
    int hash = traceId.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  private record Entry(String traceId, long since) {}
}
