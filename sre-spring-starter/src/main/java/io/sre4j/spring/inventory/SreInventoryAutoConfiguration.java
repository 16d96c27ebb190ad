package io.sre4j.spring.inventory;

import io.sre4j.coverage.Coverage;
import io.sre4j.finding.Hook;
import io.sre4j.signal.Signals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Auto-configuration of the list of what an application consists of. */
@AutoConfiguration(afterName = "io.sre4j.spring.coverage.SreCoverageAutoConfiguration")
@ConditionalOnBean(Coverage.class)
public final class SreInventoryAutoConfiguration {

  SreInventoryAutoConfiguration() {}

  @Lazy(false)
  @Bean
  SmartInitializingSingleton sreInventory(
      ObjectProvider<Coverage> coverage,
      ConfigurableListableBeanFactory factory,
      Environment environment) {
    return () -> list(coverage.getObject().signals(), new Beans(factory), environment);
  }

  private static void list(Signals signals, Beans beans, Environment environment) {
    signals.sources().inventory(() -> Executors.of(beans));
    signals.sources().inventory(() -> DataSources.of(beans));
    signals.sources().inventory(() -> Schedules.of(beans, environment));
    signals.sources().setup(() -> ApplicationSetup.of(beans));
    signals.attached(Hook.INVENTORY);
    signals.attached(Hook.SETUP);
  }
}
