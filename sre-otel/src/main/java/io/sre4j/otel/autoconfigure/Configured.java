package io.sre4j.otel.autoconfigure;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.metrics.OtelCoverage;
import java.util.function.Consumer;

/**
 * Judges the telemetry of an application that does not do so itself: its spans and exporters, as
 * nobody tells which requests it serves. Only where {@code sre.coverage.enabled} is {@code true}.
 */
public final class Configured implements Consumer<OpenTelemetry> {

  /** Made by its name, from the SDK's entry point. */
  public Configured() {}

  @Override
  public void accept(OpenTelemetry openTelemetry) {
    accept(Settings.ofProcess(), openTelemetry);
  }

  static void accept(Settings settings, OpenTelemetry openTelemetry) {
    if (!settings.isOn("sre.coverage.enabled") || SreTelemetry.global().isEmpty()) {
      return;
    }
    SreEngine engine = SreEngine.builder().build();
    Coverage coverage = Coverage.builder(engine).settings(settings.coverage()).build();
    SreTelemetry.global().get().attach(coverage);
    OtelCoverage.register(openTelemetry, coverage);
    Runtime.getRuntime().addShutdownHook(new Thread(coverage::close, "sre4j-end"));
  }
}
