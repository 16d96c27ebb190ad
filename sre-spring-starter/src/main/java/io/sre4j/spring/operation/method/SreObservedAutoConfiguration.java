package io.sre4j.spring.operation.method;

import io.micrometer.observation.aop.ObservedAspect;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.aspectj.lang.ProceedingJoinPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that counts the calls of methods that Micrometer observes. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass({ObservedAspect.class, ProceedingJoinPoint.class})
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreObservedAutoConfiguration {

  SreObservedAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ObservedOperations sreObservedOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new ObservedOperations(operations::getObject, failures);
  }
}
