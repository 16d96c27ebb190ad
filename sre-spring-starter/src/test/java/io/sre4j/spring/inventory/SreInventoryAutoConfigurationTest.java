package io.sre4j.spring.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.sre4j.coverage.Coverage;
import io.sre4j.finding.Hook;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.coverage.SreCoverageAutoConfiguration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SreInventoryAutoConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreCoverageAutoConfiguration.class,
                  SreInventoryAutoConfiguration.class));
  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

  @AfterEach
  void noGlobal() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void inventory_withCoverage_isListed() {
    runner.run(context ->
        assertThat(context.getBean(Coverage.class).signals())
            .matches(signals -> signals.isAttached(Hook.INVENTORY))
            .matches(signals -> signals.isAttached(Hook.SETUP)));
  }

  @Test
  void inventory_withoutCoverage_isNot() {
    runner
        .withPropertyValues("sre.coverage.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sreInventory"));
  }

  @Test
  void inventory_withoutOpenTelemetry_isListed() {
    runner
        .withPropertyValues("sre.coverage.enabled=true")
        .withClassLoader(new FilteredClassLoader("io.opentelemetry", "io.micrometer.tracing"))
        .run(context -> assertThat(context).hasNotFailed().hasBean("sreInventory"));
  }

  /** The application's SDK is not a bean: whether the global one is another nobody knows. */
  @Test
  void global_withoutABeanToCompare_isNoOther() {
    assumeTrue(GlobalSdk.CAN_BE_SEEN);
    OpenTelemetrySdk global = OpenTelemetrySdk.builder().build();
    GlobalOpenTelemetry.set(global);
    assertThat(OpenTelemetryParts.hasOtherGlobal(new Beans(beans))).isFalse();
    beans.registerSingleton("own", OpenTelemetry.noop());
    assertThat(OpenTelemetryParts.hasOtherGlobal(new Beans(beans))).isTrue();
    beans.registerSingleton("global", global);
    assertThat(OpenTelemetryParts.hasOtherGlobal(new Beans(beans))).isFalse();
  }

  @Test
  void beans_ofAFactoryBean_areNotMadeByAsking() {
    beans.registerBeanDefinition("made", new RootBeanDefinition(Factory.class));
    beans.preInstantiateSingletons();
    assertThat(new Beans(beans).of(Callable.class)).isEmpty();
    assertThat(Factory.ASKED).hasValue(0);
    beans.registerSingleton("there", (Callable<String>) () -> "there");
    assertThat(new Beans(beans).of(Callable.class)).containsOnlyKeys("there");
    assertThat(new Beans(beans).of(ExecutorService.class)).isEmpty();
  }

  static final class Factory implements FactoryBean<Callable<?>> {
    static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public Callable<?> getObject() {
      ASKED.incrementAndGet();
      return () -> "made";
    }

    @Override
    public Class<?> getObjectType() {
      return Callable.class;
    }
  }
}
