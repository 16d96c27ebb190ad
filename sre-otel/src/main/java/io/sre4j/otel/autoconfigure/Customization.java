package io.sre4j.otel.autoconfigure;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.guard.Guard;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Puts the process's {@link SreTelemetry} into an SDK that configures itself. What cannot be put in
 * leaves the SDK as it was.
 */
public final class Customization implements Consumer<AutoConfigurationCustomizer> {
  private static final Guard GUARD = new Guard("Putting sre4j into the SDK");

  /** Made by its name, from the SDK's entry point. */
  public Customization() {}

  @Override
  public void accept(AutoConfigurationCustomizer sdk) {
    Telemetry.claimed(Settings.ofProcess()).ifPresent(telemetry -> put(telemetry, sdk));
  }

  private static void put(SreTelemetry telemetry, AutoConfigurationCustomizer sdk) {
    sdk.addPropagatorCustomizer(guarded(telemetry::wrap));
    sdk.addSamplerCustomizer(guarded(telemetry::wrap));
    sdk.addSpanExporterCustomizer(guarded(telemetry::wrap));
    sdk.addSpanProcessorCustomizer(guarded(telemetry::sink));
    sdk.addTracerProviderCustomizer(guarded(telemetry::addTo));
    sdk.addMetricExporterCustomizer(guarded(telemetry::wrap));
    sdk.addLoggerProviderCustomizer(
        guarded(logs -> logs.addLogRecordProcessorFirst(telemetry.logProcessor())));
  }

  private static <T> BiFunction<T, ConfigProperties, T> guarded(UnaryOperator<T> change) {
    return (part, unused) -> {
      try {
        return change.apply(part);
      } catch (Throwable thrown) {
        GUARD.failed(thrown);
        return part;
      }
    };
  }
}
