package io.sre4j.benchmarks.memory;

import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Two clocks that stand still until they are moved. Used by one thread. */
final class ManualTime implements TimeSource {
  private Tick tick = new Tick(0, Instant.parse("2026-11-01T00:00:00Z"));

  @Override
  public Tick now() {
    return tick;
  }

  void advance(Duration duration) {
    tick = new Tick(tick.nanos() + duration.toNanos(), tick.at().plus(duration));
  }
}
