package io.sre4j.benchmarks.span;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;

/** A service with an SDK, and whatever watches its spans. */
public abstract class TracedService {
  final Tracer tracer;

  TracedService(SdkTracerProviderBuilder provider, Sampler sampler) {
    this.tracer = provider.setSampler(sampler).build().get("io.opentelemetry.http", "1");
  }

  TracedService(SdkTracerProviderBuilder provider) {
    this(provider, Sampler.alwaysOn());
  }

  /** What the SDK is built of to be watched, attached and inspected each second. */
  static SreTelemetry attached(SreTelemetry.Builder definition) {
    SreTelemetry telemetry = definition.build();
    SreEngine engine = SreEngine.builder().build();
    telemetry.attach(Coverage.builder(engine).build());
    return telemetry;
  }

  /** Keeps bad ones of requests that are not sampled; none is bad. */
  static SreTelemetry.Builder keeping() {
    return SreTelemetry.builder().keep(BadTraceKeeper.builder().sink(new Noop()).build());
  }

  /** Is called and does nothing. */
  static final class Noop implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
