package io.sre4j;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that looks once per interval. */
final class Ticker {
  private Ticker() {}

  /** Starts a thread that looks until it is shut down; after a late look the next is late too. */
  static ScheduledThreadPoolExecutor start(Duration interval, Runnable look) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sre4j-ticker");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = interval.toNanos();
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS);
    return executor;
  }
}
