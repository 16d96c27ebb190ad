package io.sre4j.otel.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.sre4j.facts.ExportReading;
import io.sre4j.otel.guard.Guard;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Another exporter of metrics, and what becomes of its batches. Changes nothing of what is
 * exported. Thread-safe.
 */
public final class WatchedMetricExporter implements MetricExporter {
  private final MetricExporter delegate;
  private final ExportLedger ledger;
  private final Guard guard = new Guard("The watch over exported metrics");
  private volatile @Nullable Consumer<Collection<MetricData>> watch;

  /**
   * Watches an exporter.
   *
   * @param clock the monotonic one, in nanoseconds
   */
  public WatchedMetricExporter(MetricExporter delegate, LongSupplier clock) {
    this.delegate = delegate;
    this.ledger = new ExportLedger(clock);
  }

  /** Shows each batch to it, too: one exporter of a process does. */
  public void attach(Consumer<Collection<MetricData>> looksAtMetrics) {
    watch = looksAtMetrics;
  }

  /** What became of its batches. */
  public ExportReading reading() {
    return ledger.read();
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    long batch = ledger.begun();
    CompletableResultCode result;
    try {
      result = delegate.export(metrics);
    } catch (Throwable thrown) {
      ledger.threw(batch, thrown);
      throw thrown;
    }
    try {
      CompletableResultCode unused = result.whenComplete(() -> ledger.ended(batch, result));
      Consumer<Collection<MetricData>> looksAtMetrics = watch;
      if (looksAtMetrics != null) {
        looksAtMetrics.accept(metrics);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
    return result;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return delegate.getAggregationTemporality(instrument);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrument) {
    return delegate.getDefaultAggregation(instrument);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return delegate.getMemoryMode();
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }

  @Override
  public String toString() {
    return "WatchedMetricExporter{" + delegate + "}";
  }
}
