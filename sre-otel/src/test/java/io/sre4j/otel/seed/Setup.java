package io.sre4j.otel.seed;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.coverage.CoverageSettings;
import java.time.Duration;
import java.util.Collection;

/** How a process is wired: right, unless a seed makes it wrong. */
final class Setup {
  Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
  SpanExporter exporter = new Discarding();
  SpanLimits limits = SpanLimits.getDefault();
  TextMapPropagator propagator = W3CTraceContextPropagator.getInstance();
  int queue = 2_048;
  int batch = 512;
  Resource resource =
      Resource.create(
          Attributes.builder()
              .put("service.name", "shop")
              .put("service.instance.id", "shop-1")
              .put("service.version", "1.0")
              .put("deployment.environment.name", "test")
              .build());
  final CoverageSettings.Builder settings = CoverageSettings.builder().warmUp(Duration.ZERO);

  /** An exporter whose receiver takes everything. */
  static final class Discarding implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
