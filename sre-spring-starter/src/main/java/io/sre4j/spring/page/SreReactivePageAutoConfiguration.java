package io.sre4j.spring.page;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.WebFilter;

/** Auto-configuration of the page's headers where requests come to WebFlux. */
@AutoConfiguration(afterName = "io.sre4j.spring.page.SrePageAutoConfiguration")
@ConditionalOnClass({WebFilter.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean({SrePage.class, PageAssets.class})
public final class SreReactivePageAutoConfiguration {

  SreReactivePageAutoConfiguration() {}

  @Bean
  ReactiveHeaders sreReactivePageHeaders(
      ObjectProvider<PathMappedEndpoints> endpoints, PageAssets assets) {
    return new ReactiveHeaders(endpoints, assets);
  }
}
