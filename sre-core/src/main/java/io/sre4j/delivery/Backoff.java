package io.sre4j.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure. Not thread-safe.
 *
 * <p>Exponential with full jitter: uniform from 0 to min(most, first x 2^failures), so that
 * receivers which went down under load are not hit by all clients at once when they come back (M.
 * Brooker, "Exponential Backoff And Jitter", AWS 2015). With 0.5 s first, the third failure waits
 * from 0 to 2 s. If the receiver names a time, it is at least that, up to a cap.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private final RandomGenerator random;
  private final long firstNanos;
  private final long mostNanos;
  private final long cappedNanos;
  private int failures;

  Backoff(RandomGenerator random, Duration first, Duration most, Duration retryAfterCap) {
    this.random = random;
    this.firstNanos = first.toNanos();
    this.mostNanos = most.toNanos();
    this.cappedNanos = retryAfterCap.toNanos();
  }

  void succeeded() {
    failures = 0;
  }

  /** Nanoseconds to wait after one more failure. */
  long failed(Optional<Duration> retryAfter) {
    long bound = Math.min(mostNanos, saturated(firstNanos, failures));
    failures = Math.min(failures + 1, MAX_DOUBLINGS);
    long jittered = random.nextLong(bound + 1);
    return Math.max(jittered, retryAfter.map(this::capped).orElse(0L));
  }

  private long capped(Duration told) {
    return told.compareTo(Duration.ofNanos(cappedNanos)) > 0 ? cappedNanos : told.toNanos();
  }

  private static long saturated(long nanos, int doublings) {
    return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
  }
}
