package io.sre4j.benchmarks.read;

import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.SlidingTimeWindowMetrics;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * resilience4j's windows of the last 60 seconds, as its circuit breakers have one each; filled with
 * 100 events, one of them failed.
 *
 * <p>Less than ours: one window of 60 s instead of eight up to 30 days. More: as of now, not as of
 * the last tick.
 */
final class Windows60s {
  private static final int SECONDS = 60;
  private static final int EVENTS = 100;

  private final Metrics[] windows;

  Windows60s(int count) {
    windows = new Metrics[count];
    for (int i = 0; i < count; i++) {
      windows[i] = new SlidingTimeWindowMetrics(SECONDS, Clock.systemUTC());
      for (int event = 0; event < EVENTS; event++) {
        Metrics.Outcome outcome = event == 0 ? Metrics.Outcome.ERROR : Metrics.Outcome.SUCCESS;
        windows[i].record(20, TimeUnit.MILLISECONDS, outcome);
      }
    }
  }

  void readFailureRates(Blackhole reader) {
    for (Metrics window : windows) {
      reader.consume(window.getSnapshot().getFailureRate());
    }
  }

  int failed() {
    int failed = 0;
    for (Metrics window : windows) {
      failed += window.getSnapshot().getNumberOfFailedCalls();
    }
    return failed;
  }
}
