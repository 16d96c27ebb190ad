package io.sre4j.spring.web;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** Auto-configuration that counts the requests of a reactive application. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(ServerRequestObservationContext.class)
@ConditionalOnBean({SreEngine.class, HttpSlis.class, RecordingFailures.class})
public final class SreReactiveAutoConfiguration {

  SreReactiveAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ReactiveRequestHandler sreReactiveRequestHandler(
      HttpSlis slis,
      ObjectProvider<SreEngine> engine,
      Dependencies dependencies,
      RecordingFailures failures) {
    return new ReactiveRequestHandler(
        () -> new HttpSliRouter(slis, engine.getObject(), dependencies), failures);
  }
}
