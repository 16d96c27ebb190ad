package io.sre4j.spring.otel;

import org.springframework.core.env.Environment;

/** How much Spring Boot's batch processor holds; its keys moved from one version to the next. */
final class BatchProperties {
  private static final String KEYS = "management.opentelemetry.tracing.export.";
  private static final String OLDER_KEYS = "management.tracing.opentelemetry.export.";
  private static final int QUEUE = 2_048;
  private static final int BATCH = 512;

  private BatchProperties() {}

  /** The spans that may wait between end and exporter: a queue and a batch. */
  static int capacity(Environment environment) {
    return value(environment, "max-queue-size", QUEUE)
        + value(environment, "max-batch-size", BATCH);
  }

  private static int value(Environment environment, String key, int otherwise) {
    int older = environment.getProperty(OLDER_KEYS + key, Integer.class, otherwise);
    return environment.getProperty(KEYS + key, Integer.class, older);
  }
}
