package io.sre4j.otel.autoconfigure;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.metrics.OtelCoverage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges the telemetry of an application that does not do so itself: its spans and exporters, as
 * nobody tells which requests it serves. Only where {@code sre.coverage.enabled} is {@code true},
 * and once for a process, whichever of its SDKs comes first.
 */
public final class Configured implements Consumer<OpenTelemetry> {

  /** Made by its name, from the SDK's entry point. */
  public Configured() {}

  @Override
  public void accept(OpenTelemetry openTelemetry) {
    accept(Settings.ofProcess(), openTelemetry);
  }

  static synchronized void accept(Settings settings, OpenTelemetry openTelemetry) {
    Optional<SreTelemetry> telemetry = SreTelemetry.global().filter(global -> !global.isAttached());
    if (settings.isOn("sre.coverage.enabled") && telemetry.isPresent()) {
      judge(settings, telemetry.get(), openTelemetry);
    }
  }

  private static void judge(
      Settings settings, SreTelemetry telemetry, OpenTelemetry openTelemetry) {
    SreEngine engine = SreEngine.builder().build();
    Coverage coverage = Coverage.builder(engine).settings(settings.coverage()).build();
    telemetry.attach(coverage);
    OtelCoverage.register(openTelemetry, coverage);
    Thread end =
        new Thread(
            () -> {
              coverage.close();
              engine.close();
            },
            "sre4j-end");
    Runtime.getRuntime().addShutdownHook(end);
  }
}
