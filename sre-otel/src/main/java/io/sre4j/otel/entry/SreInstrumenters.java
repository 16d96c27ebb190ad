package io.sre4j.otel.entry;

import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer.InstrumentationType;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;

/**
 * Listens to every operation that an instrumentation of the agent sees, whatever is sampled.
 * Incubating: named in the extension's jar only, for an application with OpenTelemetry's starter
 * that counts its own requests would count each twice.
 */
public final class SreInstrumenters implements InstrumenterCustomizerProvider {

  /** Called by the agent's service loader. */
  public SreInstrumenters() {}

  @Override
  public void customize(InstrumenterCustomizer customizer) {
    try {
      if (customizer.hasType(InstrumentationType.HTTP_SERVER)) {
        listen(customizer, "io.sre4j.otel.agent.ServerOperations");
      } else if (isClient(customizer)) {
        listen(customizer, "io.sre4j.otel.agent.ClientOperations");
      }
    } catch (Throwable thrown) {
      Entry.failed("the operations of an instrumentation", thrown);
    }
  }

  private static boolean isClient(InstrumenterCustomizer customizer) {
    return customizer.hasType(InstrumentationType.HTTP_CLIENT)
        || customizer.hasType(InstrumentationType.DB_CLIENT)
        || customizer.hasType(InstrumentationType.RPC_CLIENT)
        || customizer.hasType(InstrumentationType.MESSAGING_PRODUCER);
  }

  private static void listen(InstrumenterCustomizer customizer, String name) {
    OperationListener listener = Entry.make(OperationListener.class, name);
    if (listener != null) {
      customizer.addOperationMetrics(meter -> listener);
      if (listener instanceof AttributesExtractor) {
        customizer.addAttributesExtractor((AttributesExtractor<?, ?>) listener);
      }
    }
  }
}
