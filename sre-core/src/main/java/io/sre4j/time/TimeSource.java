package io.sre4j.time;

import java.time.Instant;

/**
 * The two clocks of a machine, read together.
 *
 * <p>Durations are taken from the monotonic clock only; the wall clock labels what happened and
 * turns pages of a calendar. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TimeSource {

  /** Reads both clocks. */
  Tick now();

  /** The machine's clocks. */
  static TimeSource system() {
    return () -> new Tick(System.nanoTime(), Instant.now());
  }

  /** Time that is passing: nanoseconds of the monotonic clock, to be subtracted from each other. */
  static long nanoTime() {
    return System.nanoTime();
  }
}
