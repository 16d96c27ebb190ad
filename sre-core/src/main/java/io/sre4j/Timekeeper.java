package io.sre4j;

import io.sre4j.history.Snapshot;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.time.Span;
import io.sre4j.time.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns readings of both clocks into one time line that never jumps: the wall clock of the first
 * reading, plus what has passed on the monotonic clock.
 */
final class Timekeeper {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
  private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);

  private final Duration interval;
  private final Instant startedAt;
  private long lastNanos;
  private long end;
  private Instant asOf;

  /**
   * A time line that begins with a reading, or goes on.
   *
   * @param before what it goes on from: time passed as the wall clock says, and never went back
   */
  Timekeeper(Tick first, Duration interval, @Nullable Snapshot before) {
    this.interval = interval;
    this.startedAt = first.at();
    this.asOf = first.at();
    this.lastNanos = first.nanos();
    this.end =
        before == null
            ? TimeUnit.SECONDS.toNanos(first.at().getEpochSecond()) + first.at().getNano()
            : before.end() + Math.max(0, Duration.between(before.at(), first.at()).toNanos());
  }

  /** Refuses what is too often or too seldom. */
  static void check(Duration interval) {
    if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
      throw new InvalidDefinitionException(
          "tick", DurationText.format(interval), "an engine ticks every 100ms to 1m");
    }
  }

  /** The span since the reading before. */
  Span advance(Tick now) {
    long elapsed = Math.max(0, now.nanos() - lastNanos);
    lastNanos += elapsed;
    end += elapsed;
    asOf = now.at();
    return Span.of(end, elapsed, interval, now.at());
  }

  Instant startedAt() {
    return startedAt;
  }

  /** The wall clock at the last reading. */
  Instant asOf() {
    return asOf;
  }

  /** The last reading on the time line. */
  long end() {
    return end;
  }

  /** Where an instant lies on the time line; the last reading for all that is later. */
  long positionOf(Instant instant) {
    Duration ago = Duration.between(instant, asOf);
    if (ago.isNegative()) {
      return end;
    }
    return ago.compareTo(Duration.ofDays(1_000)) > 0 ? Long.MIN_VALUE : end - ago.toNanos();
  }

  /** The instant of a position on the time line. */
  Instant instantOf(long position) {
    return asOf.minusNanos(end - position);
  }
}
