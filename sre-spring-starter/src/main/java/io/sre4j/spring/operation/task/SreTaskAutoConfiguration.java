package io.sre4j.spring.operation.task;

import io.sre4j.SreEngine;
import io.sre4j.spring.operation.OperationSlis;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.operation.Unobserved;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.time.TimeSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** Auto-configuration that counts the runs of scheduled methods, and those that were missed. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass({ScheduledTaskObservationContext.class, TaskExecutionOutcome.class})
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreTaskAutoConfiguration {

  SreTaskAutoConfiguration() {}

  @Bean
  Tasks sreTasks(ObjectProvider<TimeSource> time) {
    return new Tasks(time.getIfAvailable(TimeSource::system));
  }

  @Bean
  @ConditionalOnMissingBean
  ScheduledTaskOperations sreScheduledTaskOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures, Tasks tasks) {
    return new ScheduledTaskOperations(operations::getObject, failures, tasks);
  }

  @Bean
  TaskWatch sreTaskWatch(
      SreEngine engine,
      Operations operations,
      Tasks tasks,
      Unobserved unobserved,
      OperationSlis slis) {
    return new TaskWatch(engine, operations, tasks, unobserved, slis.promisesNothing());
  }

  @Lazy(false)
  @Bean
  TaskClock sreTaskClock(
      ObjectProvider<ScheduledTaskHolder> holders,
      ObjectProvider<TaskWatch> watch,
      Tasks tasks,
      RecordingFailures failures) {
    return new TaskClock(holders, watch::getObject, tasks, failures);
  }

  @Bean
  TaskJson sreTaskField(TaskWatch watch, Tasks tasks) {
    return new TaskJson(watch, tasks);
  }
}
