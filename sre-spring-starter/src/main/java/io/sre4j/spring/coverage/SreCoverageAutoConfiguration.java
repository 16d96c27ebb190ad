package io.sre4j.spring.coverage;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.SreProperties;
import io.sre4j.time.TimeSource;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of tracing coverage, where there is a tracer whose spans are exported, or
 * {@code sre.coverage.enabled} asks for it.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBean({SreEngine.class, SreProperties.class})
@Conditional(OnTracing.class)
public final class SreCoverageAutoConfiguration {

  SreCoverageAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  CoverageSettings sreCoverageSettings(SreProperties properties, ConfigurationProblems problems) {
    return PropertyCoverage.settings(properties.coverage(), problems);
  }

  /* Not lazy, even if the application is: it would begin to judge at the first request only. */
  @Lazy(false)
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Coverage sreCoverage(
      SreEngine engine, CoverageSettings settings, ObjectProvider<TimeSource> time) {
    Coverage.Builder coverage = Coverage.builder(engine).settings(settings);
    time.ifAvailable(coverage::timeSource);
    return coverage.build();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("sre.coverage.baseline")
  CoverageExitCode sreCoverageExitCode(Coverage coverage, SreProperties properties) {
    return new CoverageExitCode(
        coverage, Objects.requireNonNull(properties.coverage().baseline(), "baseline"));
  }
}
