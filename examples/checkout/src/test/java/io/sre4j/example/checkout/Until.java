package io.sre4j.example.checkout;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must happen soon. */
final class Until {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Until() {}

  /** Returns when the condition holds; fails after a minute. */
  static void holds(String what, Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (limit - System.nanoTime() < 0) {
        throw new AssertionError("Not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
