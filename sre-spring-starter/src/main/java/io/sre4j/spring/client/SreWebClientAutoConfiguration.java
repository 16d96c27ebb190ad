package io.sre4j.spring.client;

import io.sre4j.dependency.Dependencies;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;

/** Auto-configuration that sees the calls of WebClient within requests. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass(ClientRequestObservationContext.class)
@ConditionalOnBean(RecordingFailures.class)
public final class SreWebClientAutoConfiguration {

  SreWebClientAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  WebClientCallHandler sreWebClientCallHandler(
      Dependencies dependencies, RecordingFailures failures) {
    return new WebClientCallHandler(dependencies, failures);
  }
}
