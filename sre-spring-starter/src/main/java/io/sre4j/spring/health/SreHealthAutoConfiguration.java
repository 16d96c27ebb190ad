package io.sre4j.spring.health;

import io.sre4j.SreEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health indicator {@code sre}, which {@code
 * management.health.sre.enabled=false} switches off, and a bean of that name replaces.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(SreEngine.class)
public final class SreHealthAutoConfiguration {

  SreHealthAutoConfiguration() {}

  @Bean
  @ConditionalOnEnabledHealthIndicator("sre")
  @ConditionalOnMissingBean(name = {"sreHealthIndicator", "sreHealthContributor"})
  SreHealthIndicator sreHealthIndicator(SreEngine engine, ObjectProvider<SreHealthStatus> verdict) {
    return new SreHealthIndicator(
        engine, verdict.getIfUnique(() -> SreHealthIndicator::reportOnly));
  }
}
