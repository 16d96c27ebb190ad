package io.sre4j.time;

import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until they are moved. Both start at values that are not round. */
public final class FakeTime implements TimeSource {
  private long nanos = 7_654_321_987L;
  private Instant wall;

  public FakeTime(Instant wall) {
    this.wall = wall;
  }

  @Override
  public synchronized Tick now() {
    return new Tick(nanos, wall);
  }

  /** Lets time pass on both clocks. */
  public synchronized void advance(Duration duration) {
    nanos += duration.toNanos();
    wall = wall.plus(duration);
  }

  /** Sets the wall clock, as an administrator or NTP does; the monotonic clock does not notice. */
  public synchronized void stepWallClock(Duration step) {
    wall = wall.plus(step);
  }
}
