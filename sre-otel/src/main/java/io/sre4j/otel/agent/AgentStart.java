package io.sre4j.otel.agent;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.otel.autoconfigure.Settings;
import java.util.function.Consumer;

/** Starts the extension when the agent is there. */
public final class AgentStart implements Consumer<OpenTelemetry> {

  /** Made by its name, from the agent's entry point. */
  public AgentStart() {}

  @Override
  public void accept(OpenTelemetry openTelemetry) {
    AgentRuntime.start(Settings.ofProcess(), openTelemetry);
  }
}
