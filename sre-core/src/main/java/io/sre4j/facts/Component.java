package io.sre4j.facts;

import org.jspecify.annotations.Nullable;

/**
 * A part of the service that tracing should know of. Immutable.
 *
 * @param kind what it is
 * @param name its name in the service, such as a bean's
 * @param isInstrumented whether it makes spans, or takes the tracing context along
 * @param uses how often it was used so far, or how many of it are in use; 0 if never
 * @param threadPrefix what its threads' names begin with, up to the number: {@code task-}; null if
 *     it has none
 */
public record Component(
    Kind kind, String name, boolean isInstrumented, long uses, @Nullable String threadPrefix) {

  /** What a component does. */
  public enum Kind {
    /** Runs tasks on its threads. */
    EXECUTOR("executor"),
    /** Runs tasks by the clock. */
    SCHEDULER("scheduler"),
    /** Connections to a database. */
    DATA_SOURCE("data source"),
    /** Calls others by HTTP. */
    HTTP_CLIENT("HTTP client"),
    /** Takes messages. */
    LISTENER("listener");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In words: {@code data source}. */
    public String words() {
      return words;
    }
  }
}
