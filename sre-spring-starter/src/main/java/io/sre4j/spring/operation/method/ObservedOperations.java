package io.sre4j.spring.operation.method;

import io.micrometer.observation.Observation;
import io.micrometer.observation.aop.ObservedAspect.ObservedAspectContext;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of methods annotated with {@code @Observed}, by the name of the annotation;
 * those without one have the name {@code method.observed}, and their class and method as the route.
 */
final class ObservedOperations extends OperationHandler<ObservedAspectContext> {

  ObservedOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ObservedAspectContext;
  }

  @Override
  protected @Nullable OperationCounter counter(ObservedAspectContext context, Operations known) {
    return known.of(OperationKind.OBSERVED, context.getName());
  }

  @Override
  protected @Nullable String route(ObservedAspectContext context) {
    return context.getProceedingJoinPoint().getSignature().toShortString();
  }
}
