package io.sre4j.spring.operation.client;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** Auto-configuration that counts the calls of WebClient. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass(ClientRequestObservationContext.class)
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreWebOperationsAutoConfiguration {

  SreWebOperationsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  WebClientOperations sreWebClientOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new WebClientOperations(operations::getObject, failures);
  }

  @Bean
  UnobservedClients sreUnobservedWebClients(ListableBeanFactory beans) {
    return new UnobservedClients(beans, WebClient.class, "WebClient.Builder");
  }
}
