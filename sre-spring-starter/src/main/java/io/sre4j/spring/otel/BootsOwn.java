package io.sre4j.spring.otel;

import io.micrometer.tracing.exporter.SpanReporter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/** Tells Spring Boot's own beans from those that an application put in their place. */
final class BootsOwn {
  private static final String CONFIGURATION = OpenTelemetryTracingAutoConfiguration.class.getName();

  private BootsOwn() {}

  /** Whether there is one bean of the type, and Spring Boot's tracing made it. */
  static boolean isOnly(Class<?> type, ConfigurableListableBeanFactory beans) {
    String[] names = beans.getBeanNamesForType(type, true, false);
    return names.length == 1 && CONFIGURATION.equals(configuration(names[0], beans));
  }

  /** Whether its batch processor hands spans to anybody. */
  static boolean hasExporter(ConfigurableListableBeanFactory beans) {
    return beans.getBeanNamesForType(SpanReporter.class, true, false).length > 0
        || beans.getBeanProvider(SpanExporters.class).stream()
            .anyMatch(exporters -> !exporters.list().isEmpty());
  }

  private static @Nullable String configuration(
      String name, ConfigurableListableBeanFactory beans) {
    return beans.containsBeanDefinition(name)
        ? beans.getBeanDefinition(name).getFactoryBeanName()
        : null;
  }
}
