package io.sre4j.spring.recorder;

import io.sre4j.SreEngine;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/** Auto-configuration of the recorders that {@link RecorderOf} asks for. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBean(SreEngine.class)
public final class SreRecorderAutoConfiguration {

  SreRecorderAutoConfiguration() {}

  /* One definition for all: which SLIs there are is known when the engine is built, not before. */
  @Bean
  @Scope("prototype")
  @ConditionalOnMissingBean
  SliRecorder sreRecorder(SreEngine engine, InjectionPoint point) {
    RecorderOf wanted = point.getAnnotation(RecorderOf.class);
    if (wanted == null) {
      throw new InvalidDefinitionException(
          point.toString(),
          "a recorder of no SLI",
          "say whose: @RecorderOf(\"checkout\") SliRecorder checkout");
    }
    return engine.recorder(wanted.value());
  }
}
