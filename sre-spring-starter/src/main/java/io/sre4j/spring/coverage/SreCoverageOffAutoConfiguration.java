package io.sre4j.spring.coverage;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of what the endpoint says where tracing coverage is not measured. */
@AutoConfiguration(afterName = "io.sre4j.spring.coverage.SreCoverageAutoConfiguration")
@ConditionalOnBean(SreEngine.class)
@ConditionalOnMissingBean(Coverage.class)
public final class SreCoverageOffAutoConfiguration {

  SreCoverageOffAutoConfiguration() {}

  @Bean
  CoverageOff sreCoverageOff(Environment environment) {
    return new CoverageOff(environment);
  }
}
