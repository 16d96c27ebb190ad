package io.sre4j.otel.span;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The spans that are open, of those that are counted: which scope forgets to end them. */
final class OpenSpans {
  /*
   * State. 4,096 places with the id of a span and its scope. A span has eight places to choose from.
   *
   * Progress. To start is one compare-and-set of the first free place, to end finds the id again;
   * neither allocates or waits.
   *
   * Loss and lag bound. A span that finds no place is not in the table; spans are counted beside.
   * Who reads while a span starts may miss its scope.
   *
   * Why not simpler. A map allocates an entry for each span.
   */
  private static final int PLACES = 4_096;
  private static final int WINDOW = 8;
  private static final int MOST_SCOPES = 64;

  private final AtomicReferenceArray<@Nullable String> ids = new AtomicReferenceArray<>(PLACES);
  private final AtomicReferenceArray<@Nullable String> scopes = new AtomicReferenceArray<>(PLACES);

  void started(String spanId, String scope) {
    int place = place(spanId);
    for (int i = 0; i < WINDOW; i++) {
      int at = place + i & PLACES - 1;
      if (ids.get(at) == null && ids.compareAndSet(at, null, spanId)) {
        scopes.lazySet(at, scope);
        return;
      }
    }
  }

  void ended(String spanId) {
    int place = place(spanId);
    for (int i = 0; i < WINDOW; i++) {
      int at = place + i & PLACES - 1;
      if (spanId.equals(ids.get(at))) {
        scopes.lazySet(at, null);
        ids.lazySet(at, null);
        return;
      }
    }
  }

  private static int place(String spanId) {
    int hash = spanId.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  /** How many are open, by scope. */
  Map<String, Long> byScope() {
    Map<String, Long> open = new HashMap<>();
    for (int i = 0; i < PLACES; i++) {
      String scope = scopes.get(i);
      if (scope != null && (open.size() < MOST_SCOPES || open.containsKey(scope))) {
        open.merge(scope, 1L, Long::sum);
      }
    }
    return open;
  }
}
