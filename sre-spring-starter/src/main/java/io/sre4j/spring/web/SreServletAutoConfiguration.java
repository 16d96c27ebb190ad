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
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Auto-configuration that counts the requests of a servlet application. */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.SreAutoConfiguration",
      "io.sre4j.spring.coverage.SreCoverageAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ServerRequestObservationContext.class, DispatcherServlet.class})
@ConditionalOnBean({SreEngine.class, HttpSlis.class, RecordingFailures.class})
public final class SreServletAutoConfiguration {

  SreServletAutoConfiguration() {}

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
  ServletRequestHandler sreServletRequestHandler(
      ObjectProvider<HttpSliRouter> router, RecordingFailures failures) {
    return new ServletRequestHandler(router::getObject, failures);
  }

  /* First, so that it is told of every request that gets to a handler. */
  @Bean
  @ConditionalOnBean(Coverage.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  WebMvcConfigurer sreUnobservedRequests(
      ObjectProvider<HttpSliRouter> router, RecordingFailures failures) {
    UnobservedServletRequests unobserved =
        new UnobservedServletRequests(router::getObject, failures);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(unobserved).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  HandledExceptions sreHandledExceptions(RecordingFailures failures) {
    return new HandledExceptions(failures);
  }
}
