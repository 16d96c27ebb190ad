package io.sre4j.benchmarks.read;

import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Clocks that show one second more whenever they are read. For one thread. */
final class EverySecond implements TimeSource {
  static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

  private long seconds;

  @Override
  public Tick now() {
    long now = seconds++;
    return new Tick(TimeUnit.SECONDS.toNanos(now), START.plusSeconds(now));
  }
}
