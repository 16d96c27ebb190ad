package io.sre4j.spring.actuate;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.dependency.Dependencies;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the actuator endpoint. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean({SreEngine.class, RecordingFailures.class})
public final class SreEndpointAutoConfiguration {

  SreEndpointAutoConfiguration() {}

  @Bean
  @ConditionalOnAvailableEndpoint
  @ConditionalOnMissingBean
  SreEndpoint sreEndpoint(
      SreEngine engine,
      RecordingFailures failures,
      ObjectProvider<AlertDelivery> deliveries,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<EndpointField> fields) {
    return new SreEndpoint(
        engine,
        failures,
        deliveries.orderedStream().toList(),
        coverage.getIfAvailable(),
        fields.orderedStream().toList());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = SreEndpoint.class)
  DependencyJson sreDependencyField(SreEngine engine, Dependencies dependencies) {
    return new DependencyJson(engine, dependencies);
  }
}
