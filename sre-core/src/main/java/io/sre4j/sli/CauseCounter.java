package io.sre4j.sli;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Counts bad events by one attribute: the first 64 values by name, all others as {@code other}. */
final class CauseCounter {
  static final int MAX_KEYS = 64;
  static final String OTHER = "other";

  // Marks a counter that is about to leave the map: whoever meets it takes a new one.
  private static final long REMOVED = Long.MIN_VALUE;
  private static final Map<String, AtomicLong> NOTHING = Map.of();

  private static final VarHandle COUNTS;

  static {
    try {
      COUNTS = MethodHandles.lookup().findVarHandle(CauseCounter.class, "counts", Map.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Empty and immutable until the first value comes; most SLIs never see one.
  private volatile Map<String, AtomicLong> counts = NOTHING;

  void add(@Nullable String key) {
    if (key == null) {
      return;
    }
    if (!(counts instanceof ConcurrentHashMap)) {
      COUNTS.compareAndSet(this, NOTHING, new ConcurrentHashMap<String, AtomicLong>());
    }
    boolean counted = false;
    while (!counted) {
      counted = tryAdd(counts.containsKey(key) || hasRoom() ? key : OTHER);
    }
  }

  private boolean hasRoom() {
    return counts.size() < (counts.containsKey(OTHER) ? MAX_KEYS + 1 : MAX_KEYS);
  }

  private boolean tryAdd(String key) {
    AtomicLong known = counts.get(key);
    AtomicLong count = known == null ? counts.computeIfAbsent(key, k -> new AtomicLong()) : known;
    long before = count.get();
    if (before == REMOVED) {
      counts.remove(key, count);
      return false;
    }
    return count.compareAndSet(before, before + 1);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Passes on what was counted since the last drain. */
  void drain(ObjLongConsumer<String> to) {
    counts.forEach((key, count) -> {
      long counted = count.get() > 0 ? count.getAndSet(0) : 0;
      if (counted > 0) {
        to.accept(key, counted);
      }
    });
  }

  /** Makes room for another key, unless events were counted since the last drain. */
  void forget(String key) {
    AtomicLong count = counts.get(key);
    if (count != null && count.compareAndSet(0, REMOVED)) {
      counts.remove(key, count);
    }
  }
}
