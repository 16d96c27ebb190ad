package io.sre4j.benchmarks.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.sre4j.SreEngine;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.web.SreServletAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** The observation registry of a web application, wired by the auto-configurations themselves. */
final class WiredRegistry implements AutoCloseable {
  private final AnnotationConfigWebApplicationContext context =
      new AnnotationConfigWebApplicationContext();
  private final ObservationRegistry observations;

  WiredRegistry(boolean boot, boolean ours) {
    List<Class<?>> configurations = new ArrayList<>(List.of(EmptyHandler.class));
    if (boot) {
      configurations.add(MetricsAutoConfiguration.class);
      configurations.add(PrometheusMetricsExportAutoConfiguration.class);
    }
    if (ours) {
      configurations.add(SreAutoConfiguration.class);
      configurations.add(SreServletAutoConfiguration.class);
    }
    configurations.add(ObservationAutoConfiguration.class);
    context.setServletContext(new MockServletContext());
    context.register(configurations.toArray(new Class<?>[0]));
    context.refresh();
    observations = context.getBean(ObservationRegistry.class);
  }

  ObservationRegistry observations() {
    return observations;
  }

  /** Requests by the count of Boot's timers; 0 if there are none. */
  long timed() {
    return context.getBeansOfType(MeterRegistry.class).values().stream()
        .flatMap(meters -> meters.find("http.server.requests").timers().stream())
        .mapToLong(Timer::count)
        .sum();
  }

  /** Requests by the count of our engine; 0 if there is none. */
  long recorded() {
    return context.getBeansOfType(SreEngine.class).values().stream()
        .peek(SreEngine::tick)
        .flatMap(engine -> engine.report().slis().stream())
        .mapToLong(sli -> sli.good() + sli.bad())
        .sum();
  }

  @Override
  public void close() {
    context.close();
  }

  /** Keeps the registry from doing nothing where there is no other handler. */
  @Configuration(proxyBeanMethods = false)
  static class EmptyHandler {
    @Bean
    ObservationHandler<Observation.Context> emptyHandler() {
      return any -> true;
    }
  }
}
