package io.sre4j.otel.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.score.InstrumentationScore;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A service that exports all signals with OpenTelemetry's SDK, and is watched. */
final class ScoredProcess implements AutoCloseable {
  /** A resource that the score finds nothing wrong with. */
  static final Attributes GOOD =
      Attributes.builder().put("service.name", "shop").put("service.instance.id", "shop-1").build();

  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final int MOST_SERIES = 20_000;

  final FakeTime time = new FakeTime(START);
  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final InMemoryMetricExporter metrics =
      InMemoryMetricExporter.create(AggregationTemporality.DELTA);
  final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
  private final SreEngine engine = SreEngine.builder().timeSource(time).manualTicks().build();
  private final Coverage coverage = Coverage.builder(engine).timeSource(time).manual().build();
  private final SdkTracerProvider tracers;
  private final SdkMeterProvider meters;
  private final SdkLoggerProvider loggers;

  ScoredProcess(Attributes resource) {
    SreTelemetry telemetry = SreTelemetry.builder().timeSource(time).build();
    Resource its = Resource.create(resource);
    tracers =
        telemetry
            .addTo(SdkTracerProvider.builder())
            .setResource(its)
            .addSpanProcessor(
                BatchSpanProcessor.builder(telemetry.wrap(spans))
                    .setScheduleDelay(Duration.ofHours(1))
                    .build())
            .build();
    meters =
        SdkMeterProvider.builder()
            .setResource(its)
            .registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(MOST_SERIES).build())
            .registerMetricReader(
                PeriodicMetricReader.builder(telemetry.wrap(metrics))
                    .setInterval(Duration.ofHours(1))
                    .build())
            .build();
    loggers =
        SdkLoggerProvider.builder()
            .setResource(its)
            .addLogRecordProcessor(telemetry.logProcessor())
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
            .build();
    telemetry.attach(coverage);
  }

  Tracer tracer() {
    return tracers.get("shop");
  }

  Meter meter() {
    return meters.get("shop");
  }

  Logger logger() {
    return loggers.get("shop.Orders");
  }

  /** A span that ends after so long; what comes first within it, as its child. */
  Span span(Context parent, String name, SpanKind kind, Duration length) {
    Instant start = time.now().at();
    Span span =
        tracer()
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind)
            .setStartTimestamp(start)
            .startSpan();
    span.end(start.plus(length));
    return span;
  }

  /** A trace with a root of some kind and so many children of another. */
  Context trace(SpanKind rootKind, int children, SpanKind kind, Duration length) {
    Instant start = time.now().at();
    Span root =
        tracer()
            .spanBuilder("root")
            .setNoParent()
            .setSpanKind(rootKind)
            .setStartTimestamp(start)
            .startSpan();
    Context within = Context.root().with(root);
    for (int i = 0; i < children; i++) {
      span(within, "child", kind, length);
    }
    root.end(start.plusSeconds(1));
    return within;
  }

  void log(Severity severity) {
    logger().logRecordBuilder().setSeverity(severity).setBody("served").emit();
  }

  /** Does all that the score looks at, as it should be done. */
  void serve() {
    trace(SpanKind.SERVER, 3, SpanKind.INTERNAL, Duration.ofMillis(50));
    meter()
        .counterBuilder("shop.orders")
        .setUnit("{order}")
        .build()
        .add(1, Attributes.builder().put("shop.category", "books").build());
    meter().histogramBuilder("shop.order.duration").setUnit("s").build().record(0.3);
    log(Severity.INFO);
  }

  /** Exports all that there is. */
  void flush() {
    for (CompletableResultCode flush :
        new CompletableResultCode[] {
          tracers.forceFlush(), meters.forceFlush(), loggers.forceFlush()
        }) {
      assertThat(flush.join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
  }

  /** What the report shows by now. */
  InstrumentationScore score() {
    flush();
    time.advance(Duration.ofSeconds(1));
    coverage.inspect();
    return coverage.report().score();
  }

  @Override
  public void close() {
    tracers.close();
    meters.close();
    loggers.close();
    coverage.close();
    engine.close();
  }
}
