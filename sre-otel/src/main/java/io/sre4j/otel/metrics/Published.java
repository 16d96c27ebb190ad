package io.sre4j.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** What is published to which OpenTelemetry, so that it is once only. Thread-safe. */
final class Published<T> {
  private final Map<OpenTelemetry, Set<T>> published = new WeakHashMap<>();

  /** Takes it; false if it is published there already. */
  synchronized boolean claim(OpenTelemetry to, T what) {
    return published
        .computeIfAbsent(to, unused -> Collections.newSetFromMap(new WeakHashMap<>()))
        .add(what);
  }

  /** Gives it back. */
  synchronized void release(OpenTelemetry to, T what) {
    published.getOrDefault(to, Set.of()).remove(what);
  }
}
