package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.otel.SreTelemetry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts a sampler and a processor into the tracer provider that Spring Boot builds; one that an
 * application builds itself is never given to it. The bean of the sampler is not replaced, as
 * somebody may ask for it by its class.
 */
final class ProviderParts {
  private final SreTelemetry telemetry;
  private final ObjectProvider<Sampler> samplers;
  private volatile @Nullable Sampler keeping;

  ProviderParts(SreTelemetry telemetry, ObjectProvider<Sampler> samplers) {
    this.telemetry = telemetry;
    this.samplers = samplers;
  }

  void addSampler(SdkTracerProviderBuilder provider) {
    Sampler sampler = samplers.getIfUnique();
    if (sampler != null) {
      Sampler wrapped = telemetry.wrap(sampler);
      keeping = wrapped;
      provider.setSampler(wrapped);
    }
  }

  void addProcessor(SdkTracerProviderBuilder provider) {
    provider.addSpanProcessorFirst(telemetry.spanProcessor());
  }

  /** Whether the provider samples by what was put into it. */
  boolean isKeeping(SdkTracerProvider provider) {
    return provider.getSampler().equals(keeping);
  }
}
