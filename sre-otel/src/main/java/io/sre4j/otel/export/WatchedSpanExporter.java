package io.sre4j.otel.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sre4j.facts.ExportReading;
import io.sre4j.otel.guard.Guard;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Another exporter, and what becomes of its batches: also of those that fail without a word, which
 * {@code forceFlush} calls a success. Changes nothing of what is exported. Thread-safe.
 */
public final class WatchedSpanExporter implements SpanExporter {
  private final SpanExporter delegate;
  private final ExportLedger ledger;
  private final Guard guard = new Guard("The watch over exported spans");
  private volatile @Nullable SpanExportWatch watch;

  /**
   * Watches an exporter.
   *
   * @param clock the monotonic one, in nanoseconds
   */
  public WatchedSpanExporter(SpanExporter delegate, LongSupplier clock) {
    this.delegate = delegate;
    this.ledger = new ExportLedger(clock);
  }

  /** Looks at what is exported, too: one exporter of a process does. */
  public void attach(SpanExportWatch looksAtSpans) {
    watch = looksAtSpans;
  }

  /** What became of its batches. */
  public ExportReading reading() {
    return ledger.read();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    long batch = ledger.begun();
    CompletableResultCode result;
    try {
      result = delegate.export(spans);
    } catch (Throwable thrown) {
      ledger.threw(batch, thrown);
      throw thrown;
    }
    watch(spans, batch, result);
    return result;
  }

  private void watch(Collection<SpanData> spans, long batch, CompletableResultCode result) {
    try {
      SpanExportWatch looksAtSpans = watch;
      // Processors reuse the collection for the next batch.
      List<SpanData> copy = looksAtSpans == null ? List.of() : List.copyOf(spans);
      CompletableResultCode unused =
          result.whenComplete(() -> answered(looksAtSpans, copy, batch, result));
      if (looksAtSpans != null) {
        looksAtSpans.handedOver(copy);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  private void answered(
      @Nullable SpanExportWatch looksAtSpans,
      List<SpanData> batch,
      long number,
      CompletableResultCode result) {
    try {
      ledger.ended(number, result);
      if (looksAtSpans != null) {
        looksAtSpans.answered(batch, result.isSuccess());
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }

  /** The delegate's, which Boot and logs print. */
  @Override
  public String toString() {
    return "WatchedSpanExporter{" + delegate + "}";
  }
}
