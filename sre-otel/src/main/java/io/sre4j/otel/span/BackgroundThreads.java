package io.sre4j.otel.span;

import java.util.List;
import java.util.Set;

/** Threads that call others for nobody's request: there is no trace that they could lose. */
final class BackgroundThreads {
  /** Those that start an application, Boot's restarter among them. */
  private static final Set<String> STARTING = Set.of("main", "restartedMain");

  private static final List<String> PREFIXES = List.of("sre4j-", "scheduling-", "task-scheduler-");

  private BackgroundThreads() {}

  static boolean isOne(String thread) {
    if (STARTING.contains(thread)) {
      return true;
    }
    for (int i = 0; i < PREFIXES.size(); i++) { // by index: an iterator would be garbage
      if (thread.startsWith(PREFIXES.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What threads of a pool have in common: {@code pool-1-thread-12} is {@code pool-1-thread-}. */
  static String prefix(String thread) {
    int end = thread.length();
    while (end > 0 && Character.isDigit(thread.charAt(end - 1))) {
      end--;
    }
    return end == 0 ? "unnamed" : thread.substring(0, end);
  }
}
