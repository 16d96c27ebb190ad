package io.sre4j.spring.operation.listener;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that counts the messages that listeners of RabbitMQ handle. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass(RabbitMessageReceiverContext.class)
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreRabbitListenerAutoConfiguration {

  SreRabbitListenerAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  RabbitListenerOperations sreRabbitListenerOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new RabbitListenerOperations(operations::getObject, failures);
  }

  @Bean
  UnobservedRabbitListeners sreUnobservedRabbitListeners(
      ObjectProvider<RabbitListenerEndpointRegistry> registries) {
    return new UnobservedRabbitListeners(registries);
  }
}
