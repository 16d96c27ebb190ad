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
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Auto-configuration that counts the calls of RestClient and RestTemplate. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass(ClientRequestObservationContext.class)
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreRestOperationsAutoConfiguration {

  SreRestOperationsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  RestClientOperations sreRestClientOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new RestClientOperations(operations::getObject, failures);
  }

  @Bean
  UnobservedClients sreUnobservedRestClients(ListableBeanFactory beans) {
    return new UnobservedClients(beans, RestClient.class, "RestClient.Builder");
  }

  @Bean
  UnobservedClients sreUnobservedRestTemplates(ListableBeanFactory beans) {
    return new UnobservedClients(beans, RestTemplate.class, "RestTemplateBuilder");
  }
}
