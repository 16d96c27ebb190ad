package io.sre4j.spring.otel;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of what listens in on an SDK that configures itself, as that of
 * OpenTelemetry's Spring starter does: there the library was put in by its service file, and waits
 * for somebody to count.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.otel.SreTelemetryAutoConfiguration")
@ConditionalOnClass({SreTelemetry.class, OpenTelemetry.class})
@ConditionalOnBean(Coverage.class)
@ConditionalOnMissingBean(SreTelemetry.class)
public final class SreGlobalTelemetryAutoConfiguration {

  SreGlobalTelemetryAutoConfiguration() {}

  /* Asks for the SDK first, which is not there yet if beans are made late. */
  @Lazy(false)
  @Bean
  SmartInitializingSingleton sreGlobalTelemetry(
      ObjectProvider<OpenTelemetry> sdk, ObjectProvider<Coverage> coverage) {
    return () -> {
      sdk.ifAvailable(made -> {});
      SreTelemetry.global().ifPresent(telemetry -> telemetry.attach(coverage.getObject()));
    };
  }
}
