package io.sre4j.spring.web;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
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
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.SreAutoConfiguration",
      "io.sre4j.spring.coverage.SreCoverageAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(ServerRequestObservationContext.class)
@ConditionalOnBean({SreEngine.class, HttpSlis.class, RecordingFailures.class})
public final class SreReactiveAutoConfiguration {

  SreReactiveAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  HttpSliRouter sreHttpSliRouter(
      HttpSlis slis,
      SreEngine engine,
      Dependencies dependencies,
      ObjectProvider<Coverage> coverage) {
    Coverage asked = coverage.getIfAvailable();
    return new HttpSliRouter(slis, engine, dependencies, asked == null ? null : asked.signals());
  }

  @Bean
  @ConditionalOnMissingBean
  ReactiveRequestHandler sreReactiveRequestHandler(
      ObjectProvider<HttpSliRouter> router, RecordingFailures failures) {
    return new ReactiveRequestHandler(router::getObject, failures);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(Coverage.class)
  UnobservedReactiveRequests sreUnobservedRequests(
      ObjectProvider<HttpSliRouter> router, RecordingFailures failures) {
    return new UnobservedReactiveRequests(router::getObject, failures);
  }
}
