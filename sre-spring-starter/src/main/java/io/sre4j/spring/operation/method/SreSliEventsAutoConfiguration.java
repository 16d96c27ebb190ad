package io.sre4j.spring.operation.method;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that counts the calls of methods annotated with {@link SliEvents}. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass({MethodInterceptor.class, DefaultPointcutAdvisor.class})
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreSliEventsAutoConfiguration {

  SreSliEventsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  static SliEventsPostProcessor sreSliEventsPostProcessor(
      ObjectProvider<Operations> operations, ObjectProvider<RecordingFailures> failures) {
    return new SliEventsPostProcessor(operations::getObject, failures::getObject);
  }
}
