package io.sre4j.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.micrometer.CoverageMeters;
import io.sre4j.micrometer.SreMeters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of SLOs and of tracing coverage, where there is a registry for
 * them. Spring Boot binds them, once every bean is there.
 */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.SreAutoConfiguration",
      "io.sre4j.spring.coverage.SreCoverageAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({SreEngine.class, MeterRegistry.class})
public final class SreMetricsAutoConfiguration {

  SreMetricsAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  SreMeters sreMeters(SreEngine engine) {
    return new SreMeters(engine);
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnBean(Coverage.class)
  CoverageMeters sreCoverageMeters(Coverage coverage) {
    return new CoverageMeters(coverage);
  }
}
