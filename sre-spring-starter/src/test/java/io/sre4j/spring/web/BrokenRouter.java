package io.sre4j.spring.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Recording that fails at every request. */
@Configuration(proxyBeanMethods = false)
public class BrokenRouter {

  @Bean
  ServletRequestHandler sreServletRequestHandler(RecordingFailures failures) {
    return new ServletRequestHandler(
        () -> {
          throw new LinkageError("broken on purpose");
        },
        failures);
  }
}
