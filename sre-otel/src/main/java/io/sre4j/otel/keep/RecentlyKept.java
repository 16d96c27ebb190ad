package io.sre4j.otel.keep;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The traces that were kept in the last 30 seconds, for spans that end after their root: an
 * asynchronous child, for example. Lock-free.
 */
final class RecentlyKept {
  /*
   * State. Eight times as many places as traces may be kept in the time, up to 65,536. A trace
   * has eight of them to choose from, beginning at one that its id says.
   *
   * Progress. Who adds takes a place that is free or over by a compare-and-set, else that of the
   * oldest; who looks reads eight places.
   *
   * Loss and lag bound. A trace is forgotten too early where nine were kept within the time that
   * share their places: one in a million while 1,500 have 16,384 places (Poisson, nine or more in eight).
   *
   * Why not simpler. With one place for each trace, of 50 traces that wait for a late span some lost
   * theirs to another.
   */
  private static final int MOST_PLACES = 65_536;
  private static final int WINDOW = 8;
  private static final int SECONDS = 30;
  private static final long MEMORY = TimeUnit.SECONDS.toNanos(SECONDS);

  private final AtomicReferenceArray<@Nullable Entry> entries;

  RecentlyKept(int tracesPerSecond) {
    long wanted = Math.min(8L * SECONDS * tracesPerSecond, MOST_PLACES);
    int places = Math.max(WINDOW, Integer.highestOneBit((int) wanted));
    this.entries = new AtomicReferenceArray<>(places < wanted ? 2 * places : places);
  }

  void add(String traceId, long now) {
    Entry added = new Entry(traceId, now);
    int place;
    Entry before;
    do {
      place = freest(traceId, now);
      before = entries.get(place);
    } while (!entries.compareAndSet(place, before, added));
  }

  boolean contains(String traceId, long now) {
    for (int i = 0; i < WINDOW; i++) {
      Entry entry = entries.get(place(traceId, i));
      if (entry != null && entry.traceId.equals(traceId) && !entry.isOver(now)) {
        return true;
      }
    }
    return false;
  }

  /** The first place that nobody needs, else that of the oldest. */
  private int freest(String traceId, long now) {
    int oldest = place(traceId, 0);
    long age = -1;
    for (int i = 0; i < WINDOW; i++) {
      int place = place(traceId, i);
      Entry entry = entries.get(place);
      if (entry == null || entry.isOver(now)) {
        return place;
      }
      if (now - entry.since > age) {
        age = now - entry.since;
        oldest = place;
      }
    }
    return oldest;
  }

  private int place(String traceId, int step) {
    int hash = traceId.hashCode();
    return (hash ^ hash >>> 16) + step & entries.length() - 1;
  }

  private record Entry(String traceId, long since) {
    boolean isOver(long now) {
      return now - since >= MEMORY;
    }
  }
}
