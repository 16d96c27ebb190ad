package io.sre4j.otel;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.coverage.Coverage;
import io.sre4j.facts.ExportReading;
import io.sre4j.finding.Hook;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.otel.export.SpanExportWatch;
import io.sre4j.otel.export.WatchedLogProcessor;
import io.sre4j.otel.export.WatchedMetricExporter;
import io.sre4j.otel.export.WatchedSpanExporter;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.propagation.WatchedPropagators;
import io.sre4j.otel.score.TelemetryScore;
import io.sre4j.otel.span.CoverageSpanProcessor;
import io.sre4j.signal.Signals;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that listens in on an OpenTelemetry SDK, in one piece: hands out what the SDK is built
 * of, and counts once it is attached to a {@link Coverage}.
 *
 * <pre>{@code
 * SreTelemetry telemetry = SreTelemetry.builder().build();
 * SpanProcessor batch = BatchSpanProcessor.builder(telemetry.wrap(exporter)).build();
 * SdkTracerProvider provider =
 *     telemetry.addTo(SdkTracerProvider.builder())
 *         .setSampler(telemetry.wrap(sampler))
 *         .addSpanProcessor(telemetry.sink(batch))
 *         .build();
 * telemetry.attach(coverage);
 * }</pre>
 *
 * <p>Each part is independent: what is not handed out is not watched, and the rules that need it
 * say so. Nothing is counted before {@link #attach}, and nothing it does throws into the host.
 * Thread-safe.
 */
public final class SreTelemetry {
  private static final AtomicReference<@Nullable SreTelemetry> GLOBAL = new AtomicReference<>();
  private static final int MOST_EXPORTERS = 8;
  // So long after the start all processors have been made.
  private static final int STARTED = 60;

  private final CoverageSpanProcessor processor = new CoverageSpanProcessor(this::end);
  private final WatchedPropagators propagators = new WatchedPropagators();
  private final WatchedLogProcessor logs;
  private final @Nullable BadTraceKeeper keeper;
  private final int queueCapacity;
  private final TimeSource time;
  private final List<Runnable> atEnd = new CopyOnWriteArrayList<>();
  private final Map<String, Supplier<ExportReading>> exporters = new LinkedHashMap<>();
  private @Nullable WatchedSpanExporter firstExporter;
  private @Nullable WatchedMetricExporter firstMetrics;
  private boolean hasLogs;
  private boolean hasProcessor;
  private int seconds;
  private @Nullable Signals signals;
  private @Nullable SpanExportWatch exportWatch;
  private volatile @Nullable TelemetryScore score;

  private SreTelemetry(Builder builder) {
    this.logs = new WatchedLogProcessor(builder.requestRuns);
    this.keeper = builder.keeper;
    this.queueCapacity = builder.queueCapacity;
    this.time = builder.time;
  }

  /** Starts a definition. */
  public static Builder builder() {
    return new Builder();
  }

  /** The one of this process, if one was made that: whoever comes second finds it here. */
  public static Optional<SreTelemetry> global() {
    return Optional.ofNullable(GLOBAL.get());
  }

  /** Makes it the one of this process, unless there is one; the one that is. */
  public SreTelemetry makeGlobal() {
    SreTelemetry present = GLOBAL.compareAndExchange(null, this);
    return present == null ? this : present;
  }

  /**
   * Runs something when the SDK that it is part of shuts down. It is the one of the process no
   * longer, then: the next SDK, such as that of an application deployed anew, gets one of its own.
   */
  public void onEnd(Runnable task) {
    atEnd.add(task);
  }

  private void end() {
    GLOBAL.compareAndSet(this, null);
    atEnd.forEach(Runnable::run);
  }

  /**
   * Adds the processors: the one that watches before all others, then the keeper if there is one.
   * The sampler is left to {@link #wrap(Sampler)}.
   *
   * @return the builder
   */
  public SdkTracerProviderBuilder addTo(SdkTracerProviderBuilder provider) {
    if (keeper != null) {
      provider.addSpanProcessorFirst(keeper);
    }
    return provider.addSpanProcessorFirst(spanProcessor());
  }

  /** The processor that watches; belongs before all others, and once into each provider. */
  public synchronized SpanProcessor spanProcessor() {
    hasProcessor = true;
    attachParts();
    return processor;
  }

  /** What keeps the traces of bad requests, itself a processor; empty unless asked for. */
  public Optional<BadTraceKeeper> keeper() {
    return Optional.ofNullable(keeper);
  }

  /** The same decisions; if bad traces are kept, what would be dropped is recorded. */
  public Sampler wrap(Sampler sampler) {
    return keeper == null ? sampler : keeper.sampler(sampler);
  }

  /** The same exporter, watched. Of several the first one's spans are looked at. */
  public synchronized SpanExporter wrap(SpanExporter exporter) {
    if (exporter instanceof WatchedSpanExporter || exporters.size() == MOST_EXPORTERS) {
      return exporter;
    }
    WatchedSpanExporter watched = new WatchedSpanExporter(exporter, this::nanos);
    if (firstExporter == null) {
      firstExporter = watched;
    }
    named(exporter, watched::reading);
    attachParts();
    return watched;
  }

  /** The same exporter, watched. Of several the first one's metrics are looked at. */
  public synchronized MetricExporter wrap(MetricExporter exporter) {
    if (exporter instanceof WatchedMetricExporter || exporters.size() == MOST_EXPORTERS) {
      return exporter;
    }
    WatchedMetricExporter watched = new WatchedMetricExporter(exporter, this::nanos);
    if (firstMetrics == null) {
      firstMetrics = watched;
    }
    named(exporter, watched::reading);
    attachParts();
    return watched;
  }

  private long nanos() {
    return time.now().nanos();
  }

  /** By class, and by number from the second on. */
  private void named(Object exporter, Supplier<ExportReading> reading) {
    String name = exporter.getClass().getSimpleName();
    String free = name;
    for (int i = 2; exporters.containsKey(free); i++) {
      free = name + " " + i;
    }
    exporters.put(free, reading);
  }

  /** The same propagator, watched. All propagators of a process should be: one may read for all. */
  public TextMapPropagator wrap(TextMapPropagator propagator) {
    TextMapPropagator watched = propagators.wrap(propagator);
    synchronized (this) {
      attachParts();
    }
    return watched;
  }

  /** Says that kept spans go through this processor: the one that exports. Returns it unchanged. */
  public SpanProcessor sink(SpanProcessor batch) {
    if (keeper != null) {
      keeper.addSink(batch);
    }
    return batch;
  }

  /** Looks at log records; belongs before those that export. */
  public synchronized LogRecordProcessor logProcessor() {
    hasLogs = true;
    attachParts();
    return logs;
  }

  /**
   * Counts there from now on; who is attached stays so.
   *
   * <p>Whether spans say the same as the verdicts of SLIs can be judged only if somebody tells
   * {@link Signals#badRequests()} of every bad request, and says so by attaching {@link
   * Hook#VERDICTS}.
   */
  public synchronized void attach(Coverage coverage) {
    if (signals == null) {
      signals = coverage.signals();
      score = new TelemetryScore(coverage.score(), this::nanos);
      attachParts();
      Runnable unused = coverage.eachSecond(this::tick);
    }
  }

  /** Whether it counts somewhere. */
  public synchronized boolean isAttached() {
    return signals != null;
  }

  /** Attaches what has been handed out by now and was not attached before. */
  private void attachParts() {
    Signals to = signals;
    TelemetryScore scored = score;
    if (to == null || scored == null) {
      return;
    }
    if (exportWatch == null) {
      begin(to, scored);
    }
    if (hasProcessor && !to.isAttached(Hook.SPANS)) {
      processor.attach(to);
    }
    if (hasLogs && !to.isAttached(Hook.LOGS)) {
      logs.attach(to, scored::log);
    }
    propagators.announce(to);
    exporters.forEach(to.sources()::exports);
    if (!exporters.isEmpty()) {
      to.attached(Hook.EXPORTS);
    }
    if (firstExporter != null && exportWatch != null) {
      exportWatch.announce();
      firstExporter.attach(exportWatch);
    }
    if (firstMetrics != null) {
      firstMetrics.attach(scored::metrics);
    }
  }

  private void begin(Signals to, TelemetryScore scored) {
    SpanDataChecks.Check injections = propagators.attach(to);
    exportWatch =
        new SpanExportWatch(to, time, List.of(injections, scored.levels()), scored::spans);
    to.spans().queueCapacity(queueCapacity);
    if (keeper != null) {
      Runnable unused = to.badRequests().add(keeper::bad);
      to.sources().dropped("kept-traces", () -> keeper.status().lostTraces());
    }
    to.sources().dropped("callbacks", this::failures);
  }

  private long failures() {
    long ofKeeper = keeper == null ? 0 : keeper.status().failures();
    return processor.failures() + propagators.failures() + logs.failures() + ofKeeper;
  }

  /** Runs each second, on the inspector's thread. */
  private void tick() {
    propagators.tick();
    processor.tick();
    TelemetryScore scored = score;
    if (scored != null) {
      scored.tick();
    }
    if (keeper != null) {
      keeper.expire();
      announce(keeper);
    }
  }

  /** Once traces are held: only then processor, sampler and sink of the keeper are all there. */
  private synchronized void announce(BadTraceKeeper present) {
    if (signals != null && present.isHolding() && !signals.isAttached(Hook.KEEPER)) {
      signals.attached(Hook.KEEPER);
      log(
          Level.INFO,
          "Traces of bad requests are kept: every request is recorded, and what other services"
              + " recorded of an unsampled one is not here.");
    }
    if (++seconds == STARTED && !present.hasSink()) {
      log(
          Level.WARNING,
          "Traces of bad requests are not kept: nothing that exports was handed to the keeper; a"
              + " declarative configuration cannot do so.");
    }
  }

  /* The logger is made here: in an agent the first one of all decides which log manager the
   * application gets. */
  private static void log(Level level, String message) {
    System.getLogger(SreTelemetry.class.getName()).log(level, message);
  }

  /** Collects a definition. Not thread-safe. */
  public static final class Builder {
    private static final int QUEUE = 2_048;
    private static final int BATCH = 512;

    private @Nullable BadTraceKeeper keeper;
    private BooleanSupplier requestRuns = () -> false;
    private int queueCapacity = QUEUE + BATCH;
    private TimeSource time = TimeSource.system();

    private Builder() {}

    /** Keeps the traces of bad requests; off unless set. */
    public Builder keep(BadTraceKeeper keeper) {
      this.keeper = keeper;
      return this;
    }

    /**
     * Whether the calling thread works for a request, as the host knows it; must be fast. Unless
     * set, only that it has a current span says so.
     */
    public Builder requestRuns(BooleanSupplier requestRuns) {
      this.requestRuns = requestRuns;
      return this;
    }

    /**
     * How many spans may wait between end and exporter: the batch processor's queue and a batch;
     * 2,560 unless set, which is OpenTelemetry's default. 0 if nobody knows how many spans may be
     * missing at the exporter, as something drops some on purpose: then losses are not judged.
     */
    public Builder queueCapacity(int spans) {
      this.queueCapacity = spans;
      return this;
    }

    /** The clocks to read; the machine's unless set. */
    public Builder timeSource(TimeSource time) {
      this.time = time;
      return this;
    }

    /**
     * Checks the definition.
     *
     * @throws InvalidDefinitionException if the queue has less than no room
     */
    public SreTelemetry build() {
      if (queueCapacity < 0) {
        throw new InvalidDefinitionException(
            "telemetry.queue-capacity", queueCapacity, "is 0 or more");
      }
      return new SreTelemetry(this);
    }
  }
}
