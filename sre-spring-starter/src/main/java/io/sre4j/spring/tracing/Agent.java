package io.sre4j.spring.tracing;

import org.springframework.util.ClassUtils;

/** OpenTelemetry's Java agent, which traces by itself what it knows. */
public final class Agent {
  private static final String BOOTSTRAP = "io.opentelemetry.javaagent.bootstrap.AgentInitializer";
  private static final boolean PRESENT =
      ClassUtils.isPresent(BOOTSTRAP, ClassLoader.getSystemClassLoader());

  private Agent() {}

  /** Whether the process was started with it: its classes are seen by every class loader. */
  public static boolean isPresent() {
    return PRESENT;
  }
}
