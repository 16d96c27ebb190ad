package io.sre4j.otel.entry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.internal.AutoConfigureListener;

/**
 * Is told when an SDK has configured itself: meters are there from now on. Internal to
 * OpenTelemetry; without it there are no metrics of coverage, and nothing else is missing.
 */
public final class AutoListener implements AutoConfigureListener {

  /** Called by the SDK's service loader. */
  public AutoListener() {}

  @Override
  public void afterAutoConfigure(OpenTelemetrySdk sdk) {
    Entry.accept("io.sre4j.otel.autoconfigure.Configured", sdk);
  }
}
