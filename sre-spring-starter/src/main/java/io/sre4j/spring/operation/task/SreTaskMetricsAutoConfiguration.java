package io.sre4j.spring.operation.task;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the meter that tells when each scheduled method last succeeded. */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.operation.task.SreTaskAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({Tasks.class, MeterRegistry.class})
public final class SreTaskMetricsAutoConfiguration {

  SreTaskMetricsAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  TaskMeters sreTaskMeters(Tasks tasks) {
    return new TaskMeters(tasks);
  }
}
