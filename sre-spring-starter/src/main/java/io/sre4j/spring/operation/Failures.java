package io.sre4j.spring.operation;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Names what was thrown. */
public final class Failures {
  private Failures() {}

  /** The class that tells most: not that of a wrapper of the JDK. Null if there is none. */
  public static @Nullable String name(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    Throwable cause = failure.getCause();
    boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
    Class<?> type = wraps && cause != null ? cause.getClass() : failure.getClass();
    String simple = type.getSimpleName();
    return simple.isEmpty() ? type.getName() : simple;
  }
}
