package io.sre4j.otel.keep;

import java.util.concurrent.TimeUnit;

/**
 * How many traces may be kept in a second: in an outage every request is bad, and the exporter is
 * there for more than these. Counts whole seconds, so two neighbours together may have twice as
 * many within one. Guarded by its own monitor.
 */
final class KeepRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int SPANS_FOR_A_TRACE = 100;

  private final int maxTraces;
  private final long maxSpans;
  private boolean begun;
  private long second;
  private int traces;
  private long spans;
  private long refused;

  KeepRate(int maxTraces) {
    this.maxTraces = maxTraces;
    this.maxSpans = (long) SPANS_FOR_A_TRACE * maxTraces;
  }

  /** Takes one trace of this second, if one is left and not too many spans were sent. */
  synchronized boolean take(long now) {
    roll(now);
    if (traces >= maxTraces || spans >= maxSpans) {
      refused++;
      return false;
    }
    traces++;
    return true;
  }

  synchronized void sent(int count, long now) {
    roll(now);
    spans += count;
  }

  synchronized long refused() {
    return refused;
  }

  private void roll(long now) {
    if (!begun || now - second >= SECOND) {
      begun = true;
      second = now;
      traces = 0;
      spans = 0;
    }
  }
}
