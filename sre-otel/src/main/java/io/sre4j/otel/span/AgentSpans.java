package io.sre4j.otel.span;

import io.opentelemetry.api.trace.Span;

/**
 * Spans of an OpenTelemetry agent, as an application with an SDK of its own sees them: no spans of
 * this SDK, and yet recorded, by the other one.
 */
final class AgentSpans {
  private static final String PACKAGE = "io.opentelemetry.javaagent.";

  private AgentSpans() {}

  static boolean isOne(Span span) {
    return span.getClass().getName().startsWith(PACKAGE);
  }
}
