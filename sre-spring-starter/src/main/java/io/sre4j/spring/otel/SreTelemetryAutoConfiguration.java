package io.sre4j.spring.otel;

import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.RootVerdict;
import io.sre4j.spring.SreProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what listens in on OpenTelemetry where Spring Boot makes its tracer
 * provider and tracing coverage is measured; and of the keeper of bad traces, where {@code
 * sre.traces.keep.enabled} asks for it.
 */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.coverage.SreCoverageAutoConfiguration",
      "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
    })
@ConditionalOnClass({SreTelemetry.class, SdkTracerProviderBuilderCustomizer.class})
@ConditionalOnBean({Coverage.class, SreProperties.class, SdkTracerProvider.class})
public final class SreTelemetryAutoConfiguration {

  SreTelemetryAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty("sre.traces.keep.enabled")
  BadTraceKeeper sreBadTraceKeeper() {
    // Its verdicts come from the SLIs alone.
    return BadTraceKeeper.builder().verdict(RootVerdict.none()).build();
  }

  @Bean
  @ConditionalOnBean(BadTraceKeeper.class)
  KeptTracesField sreKeptTracesField(BadTraceKeeper keeper) {
    return new KeptTracesField(keeper);
  }

  @Bean
  RunningRequests sreRunningRequests() {
    return new RunningRequests();
  }

  @Bean
  @ConditionalOnMissingBean
  SreTelemetry sreTelemetry(
      ObjectProvider<BadTraceKeeper> keeper,
      RunningRequests requests,
      ConfigurableListableBeanFactory beans,
      Environment environment) {
    SreTelemetry.Builder telemetry =
        SreTelemetry.builder()
            .requestRuns(requests)
            .queueCapacity(SpanQueue.capacity(beans, environment));
    keeper.ifAvailable(telemetry::keep);
    return telemetry.build();
  }

  @Bean
  ProviderParts sreProviderParts(SreTelemetry telemetry, ObjectProvider<Sampler> samplers) {
    return new ProviderParts(telemetry, samplers);
  }

  /* First, so that a sampler that another customizer sets stays as it is: then nothing is kept. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnBean(BadTraceKeeper.class)
  SdkTracerProviderBuilderCustomizer sreKeepingSampler(ProviderParts parts) {
    return parts::addSampler;
  }

  /* Last, so that none stands before it: what it sees at an end, those that export have not yet. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SdkTracerProviderBuilderCustomizer sreSpanProcessor(ProviderParts parts) {
    return parts::addProcessor;
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  LogRecordProcessor sreLogRecordProcessor(SreTelemetry telemetry) {
    return telemetry.logProcessor();
  }

  @Bean
  static WatchedParts sreWatchedParts(ObjectProvider<SreTelemetry> telemetry) {
    return new WatchedParts(telemetry);
  }

  @Lazy(false)
  @Bean
  TelemetryConnection sreTelemetryConnection(
      SreTelemetry telemetry,
      ProviderParts parts,
      RunningRequests requests,
      ConfigurableListableBeanFactory beans,
      ObjectProvider<ObservationRegistry> observations,
      ObjectProvider<Coverage> coverage) {
    return new TelemetryConnection(
        telemetry,
        parts,
        beans,
        coverage,
        () -> requests.of(observations.getIfAvailable(() -> ObservationRegistry.NOOP)));
  }
}
