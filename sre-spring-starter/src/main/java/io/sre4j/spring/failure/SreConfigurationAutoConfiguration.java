package io.sre4j.spring.failure;

import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.spring.ConfigurationProblems;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of {@code sre.on-invalid-config=warn} for keys that cannot be bound, and of
 * what the endpoint says of the configuration.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBean(ConfigurationProblems.class)
public final class SreConfigurationAutoConfiguration {

  SreConfigurationAutoConfiguration() {}

  /* Asked for while other beans are made, so it must not need them. */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  @ConditionalOnProperty(name = "sre.on-invalid-config", havingValue = "warn")
  static LenientBinding sreLenientBinding(ObjectProvider<ConfigurationProblems> problems) {
    return new LenientBinding(problems::getObject);
  }

  @Bean
  @ConditionalOnMissingBean
  ConfigurationField sreConfigurationField(
      ConfigurationProblems problems, ObjectProvider<OpenSloDefinitions> openslo) {
    OpenSloDefinitions none = new OpenSloDefinitions(List.of(), List.of(), List.of());
    return new ConfigurationField(problems, openslo.getIfAvailable(() -> none));
  }
}
