package io.sre4j.spring.operation.listener;

import io.micrometer.jakarta9.instrument.jms.JmsProcessObservationContext;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.config.JmsListenerEndpointRegistry;

/** Auto-configuration that counts the messages that listeners of JMS handle. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass({JmsProcessObservationContext.class, JmsListenerEndpointRegistry.class})
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreJmsListenerAutoConfiguration {

  SreJmsListenerAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  JmsListenerOperations sreJmsListenerOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new JmsListenerOperations(operations::getObject, failures);
  }

  @Bean
  JmsFailures sreJmsFailures(
      ObjectProvider<JmsListenerEndpointRegistry> registries, RecordingFailures failures) {
    return new JmsFailures(registries, failures);
  }
}
