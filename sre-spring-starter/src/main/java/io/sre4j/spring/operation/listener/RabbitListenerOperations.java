package io.sre4j.spring.operation.listener;

import io.micrometer.observation.Observation;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;

/** Counts the messages that listeners of RabbitMQ handle. */
final class RabbitListenerOperations extends OperationHandler<RabbitMessageReceiverContext> {

  RabbitListenerOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof RabbitMessageReceiverContext;
  }

  @Override
  protected @Nullable OperationCounter counter(
      RabbitMessageReceiverContext context, Operations known) {
    return known.of(OperationKind.LISTENER, route(context));
  }

  @Override
  protected @Nullable String route(RabbitMessageReceiverContext context) {
    return context.getSource();
  }
}
