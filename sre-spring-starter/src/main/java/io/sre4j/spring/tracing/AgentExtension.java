package io.sre4j.spring.tracing;

/**
 * sre4j's extension of OpenTelemetry's Java agent, which counts the requests of applications that
 * have never heard of sre4j. This one has: counted by both, each request would be two. The two
 * share no class, but the system properties.
 */
public final class AgentExtension {
  private static final String REQUESTS = "sre4j.claim.requests";

  private AgentExtension() {}

  /** Tells it, whether it is there already or comes later, that requests are counted here. */
  public static void standBack() {
    System.setProperty(REQUESTS, "the application's starter");
  }
}
