package io.sre4j.spring.operation.listener;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/** Auto-configuration that counts the messages that listeners of Kafka handle. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass(KafkaRecordReceiverContext.class)
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreKafkaListenerAutoConfiguration {

  SreKafkaListenerAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  KafkaListenerOperations sreKafkaListenerOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new KafkaListenerOperations(operations::getObject, failures);
  }

  @Bean
  UnobservedKafkaListeners sreUnobservedKafkaListeners(
      ObjectProvider<KafkaListenerEndpointRegistry> registries) {
    return new UnobservedKafkaListeners(registries);
  }
}
