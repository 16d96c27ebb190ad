package io.sre4j.otel.keep;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A process with an SDK, a keeper and a batching processor, as in production; ids are seeded. */
final class Host implements AutoCloseable {
  final AtomicLong nanos = new AtomicLong(987_654_321);
  final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final BatchSpanProcessor batch =
      BatchSpanProcessor.builder(exporter).setScheduleDelay(Duration.ofMillis(50)).build();
  final BadTraceKeeper keeper;
  final SdkTracerProvider provider;
  final Tracer tracer;

  Host(long seed, Sampler sampler, BadTraceKeeper.Builder definition) {
    keeper = definition.sink(batch).clock(nanos::get).build();
    provider =
        SdkTracerProvider.builder()
            .setIdGenerator(new SeededIds(seed))
            .setSampler(keeper.sampler(sampler))
            .addSpanProcessor(keeper)
            .addSpanProcessor(batch)
            .build();
    tracer = provider.get("test");
  }

  /** One whose sampler takes nothing. */
  static Host unsampled(BadTraceKeeper.Builder definition) {
    return new Host(42, Sampler.alwaysOff(), definition);
  }

  /** Begins a request that nobody called for. */
  Span request() {
    return tracer.spanBuilder("request").setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
  }

  Span child(Span parent, String name) {
    return tracer.spanBuilder(name).setParent(Context.root().with(parent)).startSpan();
  }

  /** Runs some children of a span, one after the other. */
  void children(Span parent, int count) {
    for (int i = 0; i < count; i++) {
      child(parent, "child").end();
    }
  }

  boolean bad(Span span) {
    return keeper.bad(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** What has been exported by now. */
  List<SpanData> exported() {
    provider.forceFlush().join(60, TimeUnit.SECONDS);
    return exporter.getFinishedSpanItems();
  }

  @Override
  public void close() {
    provider.close();
  }

  private static final class SeededIds implements IdGenerator {
    private final Random random;

    SeededIds(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public synchronized String generateSpanId() {
      return "%016x".formatted(random.nextLong() | 1);
    }

    @Override
    public synchronized String generateTraceId() {
      return "%016x%016x".formatted(random.nextLong() | 1, random.nextLong());
    }
  }
}
