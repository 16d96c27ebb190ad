package io.sre4j.otel.span;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** The spans that are open, of those that are counted: which scope forgets to end them. */
final class OpenSpans {
  /*
   * State. 4,096 places, each the hash of a span's id and the number of its scope; a span has eight
   * to choose from. Scopes get their numbers once.
   *
   * Progress. To start is one compare-and-set of the first free place, to end finds the hash again;
   * neither allocates or waits.
   *
   * Loss and lag bound. A span that finds no place is not in the table; spans are counted beside.
   * Two open spans of one hash, one pair in four thousand million, may be taken for each other.
   *
   * Why not simpler. A map allocates an entry for each span. References to the ids and the scopes
   * made the collector's bookkeeping of this table a place where threads met: at two threads half
   * the cost of a span.
   */
  private static final int PLACES = 4_096;
  private static final int WINDOW = 8;
  private static final int MOST_SCOPES = 64;
  private static final long FREE = 0;
  private static final int SCOPE_BITS = 8;

  private final AtomicLongArray places = new AtomicLongArray(PLACES);
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  void started(String spanId, String scope) {
    int hash = spanId.hashCode();
    long taken = (long) hash << SCOPE_BITS | number(scope);
    int place = place(hash);
    for (int i = 0; i < WINDOW; i++) {
      int at = place + i & PLACES - 1;
      if (places.get(at) == FREE && places.compareAndSet(at, FREE, taken)) {
        return;
      }
    }
  }

  void ended(String spanId) {
    int hash = spanId.hashCode();
    int place = place(hash);
    for (int i = 0; i < WINDOW; i++) {
      int at = place + i & PLACES - 1;
      long taken = places.get(at);
      if (taken != FREE && (int) (taken >> SCOPE_BITS) == hash) {
        places.lazySet(at, FREE);
        return;
      }
    }
  }

  /** From 1 on; that of all scopes after the first ones is the last. */
  private int number(String scope) {
    Integer known = numbers.get(scope);
    if (known != null) {
      return known;
    }
    synchronized (numbers) {
      return numbers.size() < MOST_SCOPES
          ? numbers.computeIfAbsent(scope, unused -> numbers.size() + 1)
          : MOST_SCOPES + 1;
    }
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  /** How many are open, by scope; of the first 64 scopes. */
  Map<String, Long> byScope() {
    long[] open = new long[MOST_SCOPES + 2];
    for (int i = 0; i < PLACES; i++) {
      open[(int) places.get(i) & (1 << SCOPE_BITS) - 1]++;
    }
    Map<String, Long> byScope = new HashMap<>();
    numbers.forEach((scope, number) -> {
      if (open[number] > 0) {
        byScope.put(scope, open[number]);
      }
    });
    return byScope;
  }
}
