package io.sre4j.otel.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.signal.Signals;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service with an SDK of its own that is watched; it serves HTTP by hand, as it should be. */
final class TracedProcess implements AutoCloseable {
  private static final long SEED = 20_261_123;
  private static final int A_BATCH = 100;
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  final FakeTime time = new FakeTime(START);
  final SeededIds ids = new SeededIds(SEED);
  final TextMapPropagator propagator;
  final SdkTracerProvider provider;
  final Coverage coverage;
  private final SreEngine engine = SreEngine.builder().timeSource(time).manualTicks().build();
  private final Coverage nobody = Coverage.builder(engine).timeSource(time).manual().build();
  private final SdkLoggerProvider loggers;
  private final BatchSpanProcessor batch;
  private @Nullable CompletableResultCode lastFlush;

  TracedProcess(Setup setup, String muted) throws Exception {
    coverage =
        Coverage.builder(engine).settings(setup.settings.build()).timeSource(time).manual().build();
    SreTelemetry telemetry =
        SreTelemetry.builder().timeSource(time).queueCapacity(setup.queue + setup.batch).build();
    Mute.mute(muted, coverage.signals(), nobody.signals());
    boolean isProcessorOff = muted.equals("SRE-022");
    boolean isExporterOff = !muted.isEmpty() && !isProcessorOff && !Mute.isCounted(muted);
    SpanExporter exporter = isExporterOff ? setup.exporter : telemetry.wrap(setup.exporter);
    batch =
        BatchSpanProcessor.builder(exporter)
            .setMaxQueueSize(setup.queue)
            .setMaxExportBatchSize(setup.batch)
            .setScheduleDelay(Duration.ofHours(1))
            .build();
    var builder = SdkTracerProvider.builder();
    provider =
        (isProcessorOff ? builder : telemetry.addTo(builder))
            .setSampler(telemetry.wrap(setup.sampler))
            .setIdGenerator(ids)
            .setClock(new SdkClock(time))
            .setResource(setup.resource)
            .setSpanLimits(setup.limits)
            .addSpanProcessor(telemetry.sink(batch))
            .build();
    propagator = telemetry.wrap(setup.propagator);
    loggers = SdkLoggerProvider.builder().addLogRecordProcessor(telemetry.logProcessor()).build();
    telemetry.attach(coverage);
  }

  Signals signals() {
    return coverage.signals();
  }

  Tracer tracer(String scope) {
    return provider.get(scope);
  }

  /** What a caller that traces sends, with a new trace id of some ending. */
  Map<String, String> caller(String endOfTraceId, boolean isSampled) {
    String traceId = ids.generateTraceId();
    SpanContext caller =
        SpanContext.create(
            traceId.substring(0, traceId.length() - endOfTraceId.length()) + endOfTraceId,
            ids.generateSpanId(),
            isSampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(Span.wrap(caller)), headers, Map::put);
    return headers;
  }

  /** The context of a request with such headers. */
  Context received(Map<String, String> headers) {
    return propagator.extract(Context.root(), headers, Headers.GETTER);
  }

  /** A server span with all that the conventions ask for; its status is set by who answers. */
  SpanBuilder server(String scope, Context parent) {
    return tracer(scope)
        .spanBuilder("GET /orders/{id}")
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute("http.request.method", "GET")
        .setAttribute("url.path", "/orders/42")
        .setAttribute("url.scheme", "http")
        .setAttribute("http.route", "/orders/{id}");
  }

  /** A client span with all that the conventions ask for, on its way to the other service. */
  Span call(String scope, Context parent) {
    Span call = client(scope, parent);
    propagator.inject(parent.with(call), new HashMap<String, String>(), Map::put);
    return call;
  }

  /** The same, without its context being sent. */
  Span client(String scope, Context parent) {
    return tracer(scope)
        .spanBuilder("GET")
        .setParent(parent)
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("http.request.method", "GET")
        .setAttribute("server.address", "inventory")
        .setAttribute("server.port", 80)
        .setAttribute("url.full", "http://inventory/stock")
        .startSpan();
  }

  /** A query of a database. */
  Span query(Context parent) {
    return tracer("io.jdbc")
        .spanBuilder("SELECT stock")
        .setParent(parent)
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("db.system.name", "postgresql")
        .setAttribute("db.namespace", "shop")
        .startSpan();
  }

  static void answer(Span span, int status) {
    span.setAttribute("http.response.status_code", status);
    span.end();
  }

  /** One request that is served as it should be. */
  void serve(Map<String, String> headers) {
    Context parent = received(headers);
    Span span = server("io.http.server", parent).startSpan();
    Context context = parent.with(span);
    try (Scope scope = context.makeCurrent()) {
      assertThat(scope).isNotNull();
      answer(call("io.http.client", context), 200);
      query(context).end();
      log(Context.current());
    }
    answer(span, 200);
  }

  void log(Context context) {
    loggers.get("shop.Orders").logRecordBuilder().setContext(context).setBody("served").emit();
  }

  /** Serves so many requests of callers that trace, and exports them. */
  void serve(int requests) {
    for (int i = 1; i <= requests; i++) {
      serve(caller("", true));
      if (i % A_BATCH == 0) {
        flush();
      }
    }
    flush();
  }

  /** Does something so many times, and exports what came of it. */
  void repeat(int times, Runnable work) {
    for (int i = 1; i <= times; i++) {
      work.run();
      if (i % A_BATCH == 0) {
        flush();
      }
    }
    flush();
  }

  /** Exports what has ended; a second passes, as the inspector's do. */
  void flush() {
    assertThat(beginFlush().join(60, TimeUnit.SECONDS).isDone()).isTrue();
    inspectAfter(Duration.ofSeconds(1));
  }

  /**
   * Begins to export what has ended. The processor answers who asks for a flush just when the one
   * before ends that all is done, and does nothing: such are asked again.
   */
  CompletableResultCode beginFlush() {
    CompletableResultCode flush = batch.forceFlush();
    while (flush == lastFlush || flush == CompletableResultCode.ofSuccess()) {
      Thread.onSpinWait();
      flush = batch.forceFlush();
    }
    lastFlush = flush;
    return flush;
  }

  CoverageReport inspectAfter(Duration passed) {
    time.advance(passed);
    coverage.inspect();
    return coverage.report();
  }

  @Override
  public void close() {
    provider.close();
    loggers.close();
    nobody.close();
    coverage.close();
    engine.close();
  }

  /** Headers as a map. */
  private enum Headers implements TextMapGetter<Map<String, String>> {
    GETTER;

    @Override
    @SuppressWarnings("deprecation") // in the newest OpenTelemetry, and abstract in the oldest
    public Set<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }

  /** The SDK's clock, by the same fake time. */
  private record SdkClock(FakeTime time) implements Clock {
    @Override
    public long now() {
      Instant now = time.now().at();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long nanoTime() {
      return time.now().nanos();
    }
  }
}
