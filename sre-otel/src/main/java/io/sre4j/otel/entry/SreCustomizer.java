package io.sre4j.otel.entry;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/** Takes part in the autoconfiguration of an SDK, last of all, so that it sees what others set. */
public final class SreCustomizer implements AutoConfigurationCustomizerProvider {

  /** Called by the SDK's service loader. */
  public SreCustomizer() {}

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    Entry.accept("io.sre4j.otel.autoconfigure.Customization", customizer);
  }

  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }
}
