package io.sre4j.spring.operation.listener;

import io.micrometer.jakarta9.instrument.jms.JmsProcessObservationContext;
import io.micrometer.observation.Observation;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the messages that listeners of JMS handle. */
final class JmsListenerOperations extends OperationHandler<JmsProcessObservationContext> {

  JmsListenerOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof JmsProcessObservationContext;
  }

  @Override
  protected @Nullable OperationCounter counter(
      JmsProcessObservationContext context, Operations known) {
    return known.of(OperationKind.LISTENER, route(context));
  }

  @Override
  protected @Nullable String route(JmsProcessObservationContext context) {
    return JmsDestinations.name(context.getCarrier());
  }

  @Override
  protected @Nullable Throwable failure(JmsProcessObservationContext context) {
    return JmsFailures.of(context);
  }
}
