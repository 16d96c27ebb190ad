package io.sre4j.otel.score;

import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.score.ScoreBoard;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells a {@link ScoreBoard} what the telemetry of this process looks like. Each part is told of
 * one exporter only, so that nothing counts twice. Thread-safe; bounded.
 */
public final class TelemetryScore {
  private final TraceShapes traces;
  private final MetricScore metrics;
  private final LogScore logs;
  private final SpanDataChecks.Check levels;

  /**
   * Begins with nothing seen.
   *
   * @param board where it is told
   * @param clock the monotonic one, in nanoseconds
   */
  public TelemetryScore(ScoreBoard board, LongSupplier clock) {
    this.traces = new TraceShapes(board);
    this.metrics = new MetricScore(board, clock);
    this.logs = new LogScore(board);
    this.levels = new SpanLevels(board);
  }

  /** Looks at all spans of a batch that is exported: a lookup and a few comparisons for each. */
  public void spans(List<SpanData> batch) {
    traces.look(batch);
  }

  /** Looks at the attributes of spans; costs more, and is for a part of them. */
  public SpanDataChecks.Check levels() {
    return levels;
  }

  /** Looks at metrics that are exported. Keeps none of them: an SDK may use them again. */
  public void metrics(Collection<MetricData> batch) {
    metrics.look(batch);
  }

  /** Looks at a log record, on the thread that writes it. */
  public void log(ReadWriteLogRecord record) {
    logs.look(record);
  }

  /** A second has passed. */
  public void tick() {
    logs.tick();
  }
}
