package io.sre4j.spring.page;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.spring.SreProperties;
import io.sre4j.spring.actuate.SreEndpoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/** Auto-configuration of the page, where it is exposed, and of the line that says where to look. */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.SreAutoConfiguration",
      "io.sre4j.spring.page.SreServletPageAutoConfiguration"
    })
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(SreEngine.class)
@ImportRuntimeHints(PageHints.class)
public final class SrePageAutoConfiguration {

  SrePageAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = SrePage.class)
  PageAssets srePageAssets() {
    return new PageAssets();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  SrePage srePage(
      PageAssets assets,
      SreProperties properties,
      Environment environment,
      ObjectProvider<PathMappedEndpoints> endpoints,
      ObjectProvider<HeaderSink> headers) {
    String application = environment.getProperty("spring.application.name", "");
    return new SrePage(
        assets,
        PageSettings.of(application, properties.page().traceUrl()),
        () -> PagePaths.of(endpoints.getIfAvailable()),
        headers.getIfAvailable(() -> given -> {}));
  }

  @Bean
  @ConditionalOnMissingBean
  StartUpLine sreStartUpLine(
      SreEngine engine,
      ObjectProvider<SreEndpoint> endpoint,
      ObjectProvider<SrePage> page,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<CoverageSettings> settings,
      Environment environment) {
    return new StartUpLine(engine, endpoint, page, coverage, settings, environment);
  }
}
