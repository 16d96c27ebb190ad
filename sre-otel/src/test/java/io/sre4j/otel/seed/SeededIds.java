package io.sre4j.otel.seed;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Random;

/** Ids from a seed. Thread-safe. */
final class SeededIds implements IdGenerator {
  private final Random random;

  SeededIds(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public synchronized String generateSpanId() {
    return "%016x".formatted(nonZero());
  }

  @Override
  public synchronized String generateTraceId() {
    return "%016x%016x".formatted(nonZero(), nonZero());
  }

  private long nonZero() {
    long number = random.nextLong();
    return number == 0 ? 1 : number;
  }
}
