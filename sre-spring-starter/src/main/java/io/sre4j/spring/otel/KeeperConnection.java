package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sre4j.coverage.Coverage;
import io.sre4j.finding.Hook;
import io.sre4j.otel.keep.BadTraceKeeper;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Tells a keeper of bad requests, and where its spans go. Not before all beans are there: the
 * engine's listeners may need a tracer, which needs the keeper.
 */
final class KeeperConnection implements SmartInitializingSingleton {
  private static final Log LOG = LogFactory.getLog(KeeperConnection.class);

  private final BadTraceKeeper keeper;
  private final ObjectProvider<Coverage> coverage;
  private final ObjectProvider<SpanProcessor> processors;

  KeeperConnection(
      BadTraceKeeper keeper,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<SpanProcessor> processors) {
    this.keeper = keeper;
    this.coverage = coverage;
    this.processors = processors;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<SpanProcessor> exporting =
        processors.orderedStream().filter(KeeperConnection::isExporting).toList();
    if (exporting.isEmpty()) {
      LOG.warn("Traces of bad requests are not kept: no span processor exports");
      return;
    }
    exporting.forEach(keeper::addSink);
    Coverage verdicts = coverage.getObject();
    verdicts.signals().badRequests().add(keeper::bad);
    verdicts.signals().attached(Hook.KEEPER);
    verdicts.eachSecond(keeper::expire);
  }

  private static boolean isExporting(SpanProcessor processor) {
    return processor instanceof BatchSpanProcessor || processor instanceof SimpleSpanProcessor;
  }
}
