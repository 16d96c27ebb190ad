package io.sre4j.spring.client;

import io.micrometer.observation.transport.SenderContext;
import io.sre4j.dependency.Dependencies;
import io.sre4j.spring.web.RecordingFailures;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that sees all other observed calls within requests: databases, brokers. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass(SenderContext.class)
@ConditionalOnBean(RecordingFailures.class)
public final class SreSenderAutoConfiguration {

  SreSenderAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  SenderCallHandler sreSenderCallHandler(Dependencies dependencies, RecordingFailures failures) {
    return new SenderCallHandler(dependencies, failures);
  }
}
