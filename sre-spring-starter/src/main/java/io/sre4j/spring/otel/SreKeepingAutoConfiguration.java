package io.sre4j.spring.otel;

import io.sre4j.spring.SreProperties;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of a warning, where {@code sre.traces.keep.enabled} asks for what cannot be.
 * Needs no class of OpenTelemetry.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.otel.SreTelemetryAutoConfiguration")
@ConditionalOnBooleanProperty("sre.traces.keep.enabled")
@ConditionalOnBean(SreProperties.class)
@ConditionalOnMissingBean(name = "sreTelemetryConnection")
public final class SreKeepingAutoConfiguration {

  SreKeepingAutoConfiguration() {}

  @Lazy(false)
  @Bean
  KeepingCheck sreKeepingCheck(ConfigurableListableBeanFactory beans) {
    return new KeepingCheck(beans);
  }
}
