package io.sre4j.spring.operation.task;

import io.micrometer.observation.Observation;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** Counts the runs of scheduled methods. */
final class ScheduledTaskOperations extends OperationHandler<ScheduledTaskObservationContext> {
  private final Tasks tasks;

  ScheduledTaskOperations(Supplier<Operations> connect, RecordingFailures failures, Tasks tasks) {
    super(connect, failures);
    this.tasks = tasks;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ScheduledTaskObservationContext;
  }

  @Override
  protected @Nullable OperationCounter counter(
      ScheduledTaskObservationContext context, Operations known) {
    return tasks.of(context.getMethod(), known).counter();
  }

  @Override
  protected @Nullable String route(ScheduledTaskObservationContext context) {
    return tasks.name(context.getMethod());
  }

  /** A reactive task that was cancelled, as at the end of the application. */
  @Override
  protected boolean isAbandoned(ScheduledTaskObservationContext context) {
    return !context.isComplete();
  }

  @Override
  protected void begun(ScheduledTaskObservationContext context, Operations known) {
    tasks.of(context.getMethod(), known).begun();
  }

  @Override
  protected void ended(ScheduledTaskObservationContext context, Outcome outcome) {
    tasks.ended(context.getMethod(), outcome);
  }
}
