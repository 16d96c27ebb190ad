package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.dependency.Dependencies;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.spring.operation.OperationSlis;
import io.sre4j.spring.operation.method.AnnotatedSlis;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.spring.web.Route;
import io.sre4j.store.Store;
import io.sre4j.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the engine: from {@code sre.*} keys and from beans of the types {@link
 * Slo}, {@link Sli.Events}, {@link AlertListener}, {@link TimeSource} and {@link
 * SreEngineCustomizer}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "sre.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SreProperties.class)
public final class SreAutoConfiguration {

  SreAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  RecordingFailures sreRecordingFailures() {
    return new RecordingFailures();
  }

  @Bean
  @ConditionalOnMissingBean
  Dependencies sreDependencies() {
    return new Dependencies();
  }

  @Bean
  @ConditionalOnMissingBean
  HttpSlis sreHttpSlis(SreProperties properties, Environment environment) {
    return new PropertySlis(properties).http(notCounted(environment));
  }

  @Bean
  @ConditionalOnMissingBean
  OperationSlis sreOperationSlis(SreProperties properties, ListableBeanFactory beans) {
    boolean promisesNothing =
        properties.slos().isEmpty() && beans.getBeanNamesForType(Slo.class).length == 0;
    return new OperationSlis(new PropertySlis(properties).outcomes(), promisesNothing);
  }

  @Bean
  @ConditionalOnWebApplication
  WebMarker sreWebMarker() {
    return new WebMarker();
  }

  /* Not lazy, even if the application is: it would begin to measure at the first request only. */
  @Lazy(false)
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  SreEngine sreEngine(
      SreProperties properties,
      HttpSlis http,
      ListableBeanFactory beans,
      ObjectProvider<WebMarker> web,
      ObjectProvider<TimeSource> time) {
    SreEngine.Builder engine = SreEngine.builder().tick(properties.tick());
    time.ifAvailable(engine::timeSource);
    new SreDefinitions(
            new PropertySlis(properties),
            beans.getBeansOfType(Slo.class),
            beans.getBeansOfType(Sli.Events.class),
            () -> AnnotatedSlis.of(beans),
            web.getIfAvailable() != null)
        .applyTo(engine, http);
    beans.getBeanProvider(AlertListener.class).orderedStream().forEach(engine::listener);
    beans
        .getBeanProvider(SreEngineCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(engine));
    try {
      if (properties.store().directory() != null) {
        engine.store(new Store(properties.store().directory(), properties.store().loss()));
      }
      return engine.build();
    } catch (InvalidDefinitionException e) {
      throw EngineErrors.located(e, properties);
    }
  }

  private static List<Route> notCounted(Environment environment) {
    List<Route> routes = new ArrayList<>();
    String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    if (actuator.startsWith("/") && actuator.length() > 1) {
      routes.add(new Route(null, actuator + "/**"));
    }
    if (environment.getProperty(
        "management.endpoint.health.probes.add-additional-paths", Boolean.class, false)) {
      routes.add(new Route(null, "/livez"));
      routes.add(new Route(null, "/readyz"));
    }
    String error = environment.getProperty("server.error.path", "/error");
    routes.add(new Route(null, environment.getProperty("spring.web.error.path", error)));
    return routes;
  }

  /** Present where there are requests to count. */
  static final class WebMarker {}
}
