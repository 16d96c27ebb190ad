package io.sre4j.spring.page;

import jakarta.servlet.Servlet;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Auto-configuration of the page's headers where requests come to servlets. */
@AutoConfiguration
@ConditionalOnClass({
  Servlet.class,
  ServletRequestAttributes.class,
  ConditionalOnAvailableEndpoint.class
})
@ConditionalOnBooleanProperty(name = "sre.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class SreServletPageAutoConfiguration {

  SreServletPageAutoConfiguration() {}

  @Bean
  @ConditionalOnAvailableEndpoint(endpoint = SrePage.class)
  ServletHeaders sreServletPageHeaders() {
    return new ServletHeaders();
  }
}
