package io.sre4j.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time between two ticks, and how much of it was measured.
 *
 * @param end the monotonic clock at the second tick, in nanoseconds since the epoch: the wall clock
 *     of the first tick ever plus what has passed since, so that it never jumps
 * @param mid where the events of this span are put: half a tick before the end
 * @param measured nanoseconds in which the process was measuring; less than passed after a stall
 * @param at the wall clock at the second tick
 */
public record Span(long end, long mid, long measured, Instant at) {
  /** Ticks may be this many times late before the time between them counts as not measured. */
  private static final int LATE_TICKS = 3;

  /**
   * The span between two ticks.
   *
   * @param end the end on the time line, see {@link #end()}
   * @param elapsed nanoseconds since the tick before; not negative
   * @param interval the engine's tick; after a stall only this much counts as measured
   */
  public static Span of(long end, long elapsed, Duration interval, Instant at) {
    long tick = interval.toNanos();
    long measured = elapsed > LATE_TICKS * tick ? tick : elapsed;
    return new Span(end, end - Math.min(elapsed, tick) / 2, measured, at);
  }
}
