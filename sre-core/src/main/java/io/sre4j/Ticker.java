package io.sre4j;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that ticks an engine. */
final class Ticker {
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Starts to tick.
   *
   * @param tick must not throw
   */
  Ticker(Duration interval, Runnable tick) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sre4j-ticker");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = interval.toNanos();
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(tick, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void stop() {
    executor.shutdownNow();
  }
}
