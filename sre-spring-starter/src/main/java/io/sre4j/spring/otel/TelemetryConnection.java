package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Lets count what listens in, and says where kept spans go. Not before all beans are there: the
 * engine's listeners may need a tracer, and that what listens in on it.
 */
final class TelemetryConnection implements SmartInitializingSingleton {
  private static final Log LOG = LogFactory.getLog(TelemetryConnection.class);

  private final SreTelemetry telemetry;
  private final ObjectProvider<Coverage> coverage;
  private final ObjectProvider<SpanProcessor> processors;
  private final Runnable further;

  TelemetryConnection(
      SreTelemetry telemetry,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<SpanProcessor> processors,
      Runnable further) {
    this.telemetry = telemetry;
    this.coverage = coverage;
    this.processors = processors;
    this.further = further;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<SpanProcessor> exporting =
        processors.orderedStream().filter(TelemetryConnection::isExporting).toList();
    exporting.forEach(telemetry::sink);
    if (exporting.isEmpty() && telemetry.keeper().isPresent()) {
      LOG.warn("Traces of bad requests are not kept: no span processor exports");
    }
    further.run();
    telemetry.attach(coverage.getObject());
  }

  private static boolean isExporting(SpanProcessor processor) {
    return processor instanceof BatchSpanProcessor || processor instanceof SimpleSpanProcessor;
  }
}
