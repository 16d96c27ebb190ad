package io.sre4j.spring.operation;

import io.micrometer.observation.ObservationRegistry;
import io.sre4j.SreEngine;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.RecordingFailures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Auto-configuration of what counts operations, whatever their kind. */
@AutoConfiguration(
    afterName = {
      "io.sre4j.spring.SreAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnBean({SreEngine.class, OperationSlis.class, RecordingFailures.class})
public final class SreOperationAutoConfiguration {

  SreOperationAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  Operations sreOperations(ObjectProvider<SreEngine> engine, OperationSlis slis) {
    return new Operations(engine::getObject, slis);
  }

  @Bean
  @ConditionalOnMissingBean
  Unobserved sreUnobserved() {
    return new Unobserved();
  }

  @Bean
  ObservationChecks sreObservationChecks(
      ObjectProvider<ObservationCheck> checks, Unobserved found, RecordingFailures failures) {
    return new ObservationChecks(checks, found, failures);
  }

  @Bean
  @ConditionalOnBean(ObservationRegistry.class)
  SwitchedOff sreSwitchedOff(ObservationRegistry registry, Environment environment) {
    Map<String, String> names = new LinkedHashMap<>();
    if (isPresent("org.springframework.web.server.WebFilter")) {
      names.put(HttpSlis.HTTP, "http.server.requests");
      names.put("client.*", "http.client.requests");
    }
    return new SwitchedOff(registry, environment, names);
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, SreOperationAutoConfiguration.class.getClassLoader());
  }
}
