package io.sre4j.spring.test;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.report.SliStatus;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The time of a test: stands still until it is told to pass, and then the engine ticks with it. See
 * {@link SreTestConfiguration}. Thread-safe.
 */
public final class SreClock implements TimeSource {
  /** When every test begins. */
  public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int STEPS_OF_INSPECTION = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ObjectProvider<SreEngine> engine;
  private final ObjectProvider<Coverage> coverage;
  private long seconds;

  SreClock(ObjectProvider<SreEngine> engine, ObjectProvider<Coverage> coverage) {
    this.engine = engine;
    this.coverage = coverage;
  }

  @Override
  public synchronized Tick now() {
    return new Tick(TimeUnit.SECONDS.toNanos(seconds), START.plusSeconds(seconds));
  }

  /**
   * Lets time pass, second by second; the engine ticks in each, coverage is inspected every ten and
   * at the end. An hour takes some milliseconds.
   *
   * @param duration in whole seconds, at least one
   */
  public void pass(Duration duration) {
    long steps = duration.dividedBy(STEP);
    if (steps < 1 || !STEP.multipliedBy(steps).equals(duration)) {
      throw new IllegalArgumentException("time passes in whole seconds, not in " + duration);
    }
    for (long step = 1; step <= steps; step++) {
      synchronized (this) {
        seconds++;
      }
      engine.getObject().tick();
      if (step % STEPS_OF_INSPECTION == 0 || step == steps) {
        coverage.ifAvailable(Coverage::inspect);
      }
    }
  }

  /**
   * Waits in real time, up to 10 seconds, until an SLI has counted so many events since the start:
   * a server records a request just after its client has the answer. No time passes.
   *
   * @throws AssertionError if fewer are counted by then
   */
  public void awaitEvents(String sli, long events) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (counted(sli) < events) {
      if (System.nanoTime() - limit > 0) {
        throw new AssertionError(
            "%s has counted %d events, not %d".formatted(sli, counted(sli), events));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private long counted(String sli) {
    engine.getObject().tick();
    return engine.getObject().report().slis().stream()
        .filter(status -> status.name().equals(sli))
        .mapToLong(SreClock::events)
        .sum();
  }

  private static long events(SliStatus status) {
    return status.good() + status.bad() + status.excluded();
  }
}
