package io.sre4j.spring.event;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the events that tell an application's listeners of alerts. */
@AutoConfiguration(beforeName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBooleanProperty(name = "sre.enabled", matchIfMissing = true)
public final class SreEventAutoConfiguration {

  SreEventAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "sreAlertEvents")
  AlertEvents sreAlertEvents(ApplicationContext context) {
    return new AlertEvents(context);
  }
}
