package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Lets count what listens in, and says where kept spans go, or why none are kept. Not before all
 * beans are there: the engine's listeners may need a tracer, and that what listens in on it.
 */
final class TelemetryConnection implements SmartInitializingSingleton {
  private final SreTelemetry telemetry;
  private final ProviderParts parts;
  private final ConfigurableListableBeanFactory beans;
  private final ObjectProvider<Coverage> coverage;
  private final Runnable further;

  TelemetryConnection(
      SreTelemetry telemetry,
      ProviderParts parts,
      ConfigurableListableBeanFactory beans,
      ObjectProvider<Coverage> coverage,
      Runnable further) {
    this.telemetry = telemetry;
    this.parts = parts;
    this.beans = beans;
    this.coverage = coverage;
    this.further = further;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<SpanProcessor> exporting = exporting();
    exporting.forEach(telemetry::sink);
    String reason = notKeeping(exporting);
    if (reason != null) {
      KeepingCheck.warn(reason);
    }
    further.run();
    telemetry.attach(coverage.getObject());
  }

  private List<SpanProcessor> exporting() {
    boolean goesNowhere =
        BootsOwn.isOnly(BatchSpanProcessor.class, beans) && !BootsOwn.hasExporter(beans);
    return beans
        .getBeanProvider(SpanProcessor.class)
        .orderedStream()
        .filter(it ->
            it instanceof SimpleSpanProcessor || (it instanceof BatchSpanProcessor && !goesNowhere))
        .toList();
  }

  /** Why nothing is kept though somebody wants it; null if it is, or nobody does. */
  private @Nullable String notKeeping(List<SpanProcessor> exporting) {
    if (beans.getBeanNamesForType(BadTraceKeeper.class).length == 0) {
      return null;
    }
    if (telemetry.keeper().isEmpty()) {
      return "the application's own SreTelemetry has no keeper";
    }
    if (exporting.isEmpty()) {
      return "traces go nowhere; set management.opentelemetry.tracing.export.otlp.endpoint, or"
          + " declare a bean of type SpanExporter";
    }
    if (!BootsOwn.isOnly(SdkTracerProvider.class, beans)) {
      return "the application makes its own SdkTracerProvider, which has to be given the sampler"
          + " and the processors of SreTelemetry";
    }
    return parts.isKeeping(beans.getBean(SdkTracerProvider.class))
        ? null
        : "a customizer of the tracer provider has set another sampler; declare it as a bean of"
            + " type Sampler";
  }
}
