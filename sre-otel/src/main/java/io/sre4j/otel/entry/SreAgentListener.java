package io.sre4j.otel.entry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/**
 * Starts the extension once the Java agent is installed, however that was configured; where the
 * application brings a log manager of its own the agent waits for it first. Alpha: named in the
 * extension's jar only.
 */
public final class SreAgentListener implements AgentListener {

  /** Called by the agent's service loader. */
  public SreAgentListener() {}

  @Override
  public void afterAgent(AutoConfiguredOpenTelemetrySdk sdk) {
    try {
      Entry.accept("io.sre4j.otel.agent.AgentStart", GlobalOpenTelemetry.get());
    } catch (Throwable thrown) {
      Entry.failed("its engine", thrown);
    }
  }
}
