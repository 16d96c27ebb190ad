package io.sre4j.otel.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.sre4j.facts.ExportReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of the batches of one exporter. Guarded by its own monitor, which only exporters'
 * threads and the inspector take.
 */
final class ExportLedger {
  private static final int MOST_CLASSES = 16;
  private static final int MOST_IN_FLIGHT = 1_024;

  private final LongSupplier clock;
  private final Map<Long, Long> inFlight = new LinkedHashMap<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private long nextBatch;
  private long batches;
  private long failed;
  private long busySince;
  private long busy;

  ExportLedger(LongSupplier clock) {
    this.clock = clock;
  }

  /** A batch is handed over; its number. */
  synchronized long begun() {
    long now = clock.getAsLong();
    if (inFlight.isEmpty()) {
      busySince = now;
    }
    if (inFlight.size() < MOST_IN_FLIGHT) {
      inFlight.put(nextBatch, now);
    }
    return nextBatch++;
  }

  /** It was answered. */
  void ended(long batch, CompletableResultCode result) {
    ended(batch, result.isSuccess() ? null : FailureClass.of(result.getFailureThrowable()));
  }

  /** The exporter threw something instead of answering. */
  void threw(long batch, Throwable thrown) {
    ended(batch, FailureClass.of(thrown));
  }

  private synchronized void ended(long batch, @Nullable String failure) {
    batches++;
    if (failure != null) {
      failed++;
      boolean isRoom = failures.size() < MOST_CLASSES - 1 || failures.containsKey(failure);
      failures.merge(isRoom ? failure : "other", 1L, Long::sum);
    }
    boolean wasBusy = !inFlight.isEmpty();
    inFlight.remove(batch);
    if (wasBusy && inFlight.isEmpty()) {
      busy += clock.getAsLong() - busySince;
    }
  }

  /** What is known by now. */
  synchronized ExportReading read() {
    long now = clock.getAsLong();
    boolean isBusy = !inFlight.isEmpty();
    long oldest = isBusy ? now - inFlight.values().iterator().next() : 0;
    return new ExportReading(
        batches, failed, failures, oldest, busy + (isBusy ? now - busySince : 0));
  }
}
