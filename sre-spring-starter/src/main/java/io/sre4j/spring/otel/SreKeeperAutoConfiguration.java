package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.RootVerdict;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.SreProperties;
import io.sre4j.spring.SreProperties.KeepProperties;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the keeper of bad traces, where {@code sre.traces.keep.enabled} asks for it
 * and tracing coverage is measured: the verdict on a request comes with it. Spring Boot adds the
 * keeper to its tracer provider, as any other span processor.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.coverage.SreCoverageAutoConfiguration")
@ConditionalOnClass({BadTraceKeeper.class, SdkTracerProvider.class})
@ConditionalOnBooleanProperty("sre.traces.keep.enabled")
@ConditionalOnBean({Coverage.class, SreProperties.class})
public final class SreKeeperAutoConfiguration {

  SreKeeperAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  BadTraceKeeper sreBadTraceKeeper(SreProperties properties) {
    KeepProperties keep = properties.traces().keep();
    try {
      return BadTraceKeeper.builder()
          .verdict(RootVerdict.none())
          .maxBytes(keep.maxBytes().toBytes())
          .maxAge(keep.maxAge())
          .tracesPerSecond(keep.tracesPerSecond())
          .build();
    } catch (InvalidDefinitionException e) {
      throw located(e);
    }
  }

  /** {@code keep.maxBytes} stands at {@code sre.traces.keep.max-bytes}. */
  private static InvalidDefinitionException located(InvalidDefinitionException error) {
    String key = error.path().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    InvalidDefinitionException here =
        new InvalidDefinitionException("sre.traces." + key, error.value(), error.remedy());
    here.initCause(error);
    return here;
  }

  @Bean
  static KeepingSamplers sreKeepingSamplers(ObjectProvider<BadTraceKeeper> keeper) {
    return new KeepingSamplers(keeper);
  }

  @Lazy(false)
  @Bean
  KeeperConnection sreKeeperConnection(
      BadTraceKeeper keeper,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<SpanProcessor> processors) {
    return new KeeperConnection(keeper, coverage, processors);
  }

  @Bean
  KeptTracesField sreKeptTracesField(BadTraceKeeper keeper) {
    return new KeptTracesField(keeper);
  }
}
