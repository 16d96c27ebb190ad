package io.sre4j.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.micrometer.SreMeters;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.SreEngineCustomizer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SreMetricsAutoConfigurationTest {
  private static final AutoConfigurations OURS =
      AutoConfigurations.of(SreAutoConfiguration.class, SreMetricsAutoConfiguration.class);
  private static final AutoConfigurations BOOTS =
      AutoConfigurations.of(
          MetricsAutoConfiguration.class,
          CompositeMeterRegistryAutoConfiguration.class,
          PrometheusMetricsExportAutoConfiguration.class,
          SimpleMetricsExportAutoConfiguration.class);

  private final WebApplicationContextRunner alone =
      new WebApplicationContextRunner()
          .withConfiguration(OURS)
          .withPropertyValues("sre.slos.orders.target=99%");
  private final WebApplicationContextRunner runner = alone.withConfiguration(BOOTS);

  @Test
  void meters_ofBootsRegistry_areZeroFromTheStart() {
    runner.run(context -> {
      assertThat(context).hasSingleBean(SreMeters.class);
      assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
          .contains(
              "sre_slo_events_total{outcome=\"bad\",slo=\"orders\"} 0.0\n",
              "sre_slo_events_total{outcome=\"good\",slo=\"orders\"} 0.0\n");
    });
  }

  @Test
  void meters_applicationIsLazy_areThereAllTheSame() {
    runner
        .withInitializer(context ->
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
        .run(context -> assertThat(events(context, "good").count()).isZero());
  }

  @Test
  void meters_severalRegistries_areInEach() {
    runner
        .withBean("second", SimpleMeterRegistry.class, () -> new SimpleMeterRegistry())
        .withBean(
            "third",
            PrometheusMeterRegistry.class,
            () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
        .run(context -> {
          assertThat(context).hasSingleBean(CompositeMeterRegistry.class);
          assertThat(context.getBean(SimpleMeterRegistry.class).find("sre.slo.events").meters())
              .hasSize(3);
          assertThat(context.getBean("third", MeterRegistry.class).find("sre.slo.events").meters())
              .hasSize(3);
        });
  }

  @Test
  void meters_switchedOffByBootsKey_areNone() {
    runner
        .withPropertyValues("management.metrics.enable.sre=false")
        .run(context ->
            assertThat(context.getBean(MeterRegistry.class).find("sre.slo.events").meters())
                .isEmpty());
  }

  @Test
  void meters_withoutARegistry_backOff() {
    alone.run(context ->
        assertThat(context).hasSingleBean(SreEngine.class).doesNotHaveBean(SreMeters.class));
  }

  @Test
  void meters_withoutMicrometer_backOff() {
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.prometheus"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sreMeters"));
  }

  @Test
  void meters_withoutAnEngine_backOff() {
    runner
        .withPropertyValues("sre.enabled=false")
        .run(context ->
            assertThat(context)
                .hasSingleBean(MeterRegistry.class)
                .doesNotHaveBean(SreMeters.class));
  }

  @Test
  void meters_ofTheUser_areKept() {
    runner
        .withPropertyValues("sre.slos.more.target=99%")
        .withUserConfiguration(OneSloOnly.class)
        .run(context -> {
          assertThat(context).getBeanNames(SreMeters.class).containsExactly("own");
          assertThat(context.getBean(MeterRegistry.class).find("sre.slo.events").meters())
              .hasSize(3);
        });
  }

  @Test
  void meters_contextIsClosed_areGone() {
    MeterRegistry registry = new SimpleMeterRegistry();
    alone
        .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
        .withBean("own", MeterRegistry.class, () -> registry, bean -> bean.setDestroyMethodName(""))
        .withBean(SreEngineCustomizer.class, () -> engine -> engine.manualTicks())
        .run(
            context -> assertThat(registry.find("sre.slo.events").meters()).as("bound").hasSize(3));
    assertThat(registry.find("sre.slo.events").meters()).isEmpty();
  }

  private static FunctionCounter events(ApplicationContext context, String outcome) {
    return context
        .getBean(MeterRegistry.class)
        .get("sre.slo.events")
        .tags("slo", "orders", "outcome", outcome)
        .functionCounter();
  }

  @Configuration
  static class OneSloOnly {
    @Bean
    SreMeters own(SreEngine engine) {
      return new SreMeters(engine, 1);
    }
  }
}
