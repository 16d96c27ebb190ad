package io.sre4j.otel.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Hook;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.signal.Signals;
import io.sre4j.signal.SpanCounts;
import io.sre4j.time.TimeSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the exported spans of a process say: counts them for the comparison with those that ended,
 * looks at their content, and finds those whose parents did not arrive. Thread-safe.
 */
public final class SpanExportWatch {
  private final Signals signals;
  private final SpanCounts counts;
  private final SpanDataChecks checks;
  private final OrphanCheck orphans;
  private final Consumer<List<SpanData>> all;

  /**
   * Begins to watch.
   *
   * @param signals where it counts
   * @param time the clocks to read
   * @param more checks of other packages, for a part of the spans
   * @param all is shown each batch as a whole
   */
  public SpanExportWatch(
      Signals signals,
      TimeSource time,
      List<SpanDataChecks.Check> more,
      Consumer<List<SpanData>> all) {
    this.counts = signals.spans();
    this.orphans = new OrphanCheck(signals);
    Stream<SpanDataChecks.Check> own =
        Stream.of(new SeenComponents(signals.spans()), new SeenResource(signals.sources()));
    this.checks = new SpanDataChecks(signals, time, Stream.concat(own, more.stream()).toList());
    this.signals = signals;
    this.all = all;
  }

  /** Says that an exporter is about to hand its spans over. */
  public void announce() {
    signals.attached(Hook.CONTENT);
    signals.attached(Hook.RESOURCE);
  }

  void handedOver(List<SpanData> batch) {
    for (SpanData span : batch) {
      if (SpanCounts.isCounted(span.getTraceId())
          && span.getSpanContext().isSampled()
          && span.getAttributes().get(BadTraceKeeper.KEPT) == null) {
        counts.received();
      }
    }
    checks.look(batch);
    all.accept(batch);
  }

  void answered(List<SpanData> batch, boolean isSuccess) {
    if (isSuccess) {
      orphans.arrived(batch);
    } else {
      orphans.failed(batch);
    }
  }
}
