package io.sre4j.spring.otel;

import io.opentelemetry.context.propagation.ContextPropagators;
import io.sre4j.otel.SreTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/**
 * Has exporters and propagators watched, as Spring Boot collects them. The beans of single
 * exporters are not replaced, as somebody may ask for one by its class.
 */
final class WatchedParts implements BeanPostProcessor {
  private final ObjectProvider<SreTelemetry> telemetry;

  WatchedParts(ObjectProvider<SreTelemetry> telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof SpanExporters exporters) {
      SreTelemetry watching = telemetry.getObject();
      return SpanExporters.of(exporters.list().stream().map(watching::wrap).toList());
    }
    if (bean instanceof ContextPropagators propagators) {
      return ContextPropagators.create(
          telemetry.getObject().wrap(propagators.getTextMapPropagator()));
    }
    return bean;
  }
}
