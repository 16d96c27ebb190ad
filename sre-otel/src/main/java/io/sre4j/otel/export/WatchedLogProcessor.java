package io.sre4j.otel.export;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.otel.guard.Guard;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at log records that are written while a request runs on their thread, whether they belong
 * to its trace. Passes all on unseen. Callbacks throw nothing into the host. Thread-safe.
 */
public final class WatchedLogProcessor implements LogRecordProcessor {
  private final BooleanSupplier requestRuns;
  private final Guard guard = new Guard("The watch over log records");
  private volatile @Nullable Watch watch;

  /** Where it counts, and who else looks. */
  private record Watch(DefectCounter defect, Consumer<ReadWriteLogRecord> all) {}

  /**
   * Watches, once it is attached.
   *
   * @param requestRuns whether the calling thread works for a request, as the host knows it; that
   *     it has a current span is seen without
   */
  public WatchedLogProcessor(BooleanSupplier requestRuns) {
    this.requestRuns = requestRuns;
  }

  /**
   * Counts there from now on.
   *
   * @param all is shown each record; must be fast
   */
  public void attach(Signals signals, Consumer<ReadWriteLogRecord> all) {
    watch = new Watch(signals.of(Defect.LOG_WITHOUT_TRACE), all);
    signals.attached(Hook.LOGS);
  }

  /** How often a callback failed, which the host did not see. */
  public long failures() {
    return guard.failures();
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    Watch to = watch;
    if (to == null) {
      return;
    }
    try {
      boolean isTraced = record.getSpanContext().isValid();
      if (isTraced || Span.current().getSpanContext().isValid() || requestRuns.getAsBoolean()) {
        String logger = record.getInstrumentationScopeInfo().getName();
        to.defect.inspected(logger);
        if (!isTraced) {
          to.defect.found(logger, null);
        }
      }
      to.all.accept(record);
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }
}
