package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.dependency.Dependencies;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.spring.SreProperties.OnInvalidConfig;
import io.sre4j.spring.operation.OperationSlis;
import io.sre4j.spring.operation.method.AnnotatedSlis;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.spring.web.Route;
import io.sre4j.store.Store;
import io.sre4j.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the engine: from {@code sre.*} keys and from beans of the types {@link
 * Slo}, {@link Sli.Events}, {@link OpenSloDefinitions}, {@link AlertListener}, {@link Store},
 * {@link TimeSource} and {@link SreEngineCustomizer}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "sre.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SreProperties.class)
public final class SreAutoConfiguration {

  private static final OpenSloDefinitions NO_FILES =
      new OpenSloDefinitions(List.of(), List.of(), List.of());

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

  /* Asked for while the properties are bound, so it must not need them. */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ConfigurationProblems sreConfigurationProblems(Environment environment) {
    return new ConfigurationProblems(
        Binder.get(environment)
            .bind("sre.on-invalid-config", OnInvalidConfig.class)
            .map(OnInvalidConfig.WARN::equals)
            .orElse(false));
  }

  @Bean
  SreDefinitions sreDefinitions(
      SreProperties properties,
      ObjectProvider<OpenSloDefinitions> openslo,
      ConfigurationProblems problems) {
    return new SreDefinitions(properties, openslo.getIfAvailable(() -> NO_FILES), problems);
  }

  @Bean
  @ConditionalOnMissingBean
  HttpSlis sreHttpSlis(SreDefinitions definitions, Environment environment) {
    return definitions.slis().http(notCounted(environment));
  }

  @Bean
  @ConditionalOnMissingBean
  OperationSlis sreOperationSlis(
      SreDefinitions definitions,
      ListableBeanFactory beans,
      ObjectProvider<DefaultEngineMarker> engine) {
    boolean promisesNothing =
        engine.getIfAvailable() != null
            && definitions.promisesNothing()
            && beans.getBeanNamesForType(Slo.class).length == 0;
    return new OperationSlis(definitions.slis().outcomes(), promisesNothing);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("sre.store.directory")
  Store sreStore(SreProperties properties) {
    return Store.in(Objects.requireNonNull(properties.store().directory(), "directory"));
  }

  @Bean
  @ConditionalOnWebApplication
  WebMarker sreWebMarker() {
    return new WebMarker();
  }

  /* Before the engine, whose condition it shares. */
  @Bean
  @ConditionalOnMissingBean(SreEngine.class)
  DefaultEngineMarker sreDefaultEngineMarker() {
    return new DefaultEngineMarker();
  }

  /* Not lazy, even if the application is: it would begin to measure at the first request only. */
  @Lazy(false)
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  SreEngine sreEngine(
      SreDefinitions definitions,
      ConfigurationProblems problems,
      ListableBeanFactory beans,
      ObjectProvider<WebMarker> web,
      ObjectProvider<TimeSource> time,
      ObjectProvider<Store> store) {
    SreEngine.Builder engine = SreEngine.builder();
    time.ifAvailable(engine::timeSource);
    store.ifAvailable(engine::store);
    definitions.applyTo(
        engine,
        new SreDefinitions.Beans(
            beans.getBeansOfType(Slo.class),
            beans.getBeansOfType(Sli.Events.class),
            SingletonSupplier.of(() -> AnnotatedSlis.of(beans)),
            web.getIfAvailable() != null));
    beans.getBeanProvider(AlertListener.class).orderedStream().forEach(engine::listener);
    beans
        .getBeanProvider(SreEngineCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(engine));
    if (problems.areTolerated()) {
      engine.leaveOut(definitions::reportUnlessCode);
    }
    return build(engine, definitions);
  }

  private static SreEngine build(SreEngine.Builder engine, SreDefinitions definitions) {
    try {
      SreEngine built = engine.build();
      definitions.warnIfNothingIsLeft(built);
      return built;
    } catch (InvalidDefinitionException e) {
      throw definitions.located(e);
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

  /** Present where the engine is ours: one of the application's own has the SLOs that it wrote. */
  static final class DefaultEngineMarker {}
}
