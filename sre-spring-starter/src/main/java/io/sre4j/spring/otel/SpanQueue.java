package io.sre4j.spring.otel;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * How many spans may be missing at an exporter because they wait. Known of Spring Boot's own batch
 * processor; its keys moved from one version to the next.
 */
final class SpanQueue {
  private static final String KEYS = "management.opentelemetry.tracing.export.";
  private static final String OLDER_KEYS = "management.tracing.opentelemetry.export.";
  private static final int QUEUE = 2_048;
  private static final int BATCH = 512;

  private SpanQueue() {}

  /**
   * The spans of a queue and a batch; 0 if nobody knows: predicates drop spans between the queue
   * and the exporter, or the processor is the application's own.
   */
  static int capacity(ConfigurableListableBeanFactory beans, Environment environment) {
    boolean isKnown =
        beans.getBeanNamesForType(SpanExportingPredicate.class, true, false).length == 0
            && BootsOwn.isOnly(BatchSpanProcessor.class, beans);
    return isKnown
        ? value(environment, "max-queue-size", QUEUE) + value(environment, "max-batch-size", BATCH)
        : 0;
  }

  private static int value(Environment environment, String key, int otherwise) {
    int older = environment.getProperty(OLDER_KEYS + key, Integer.class, otherwise);
    return environment.getProperty(KEYS + key, Integer.class, older);
  }
}
