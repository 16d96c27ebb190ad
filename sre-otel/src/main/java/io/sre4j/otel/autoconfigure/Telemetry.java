package io.sre4j.otel.autoconfigure;

import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;

/** The one {@link SreTelemetry} of a process whose SDK configures itself. */
public final class Telemetry {
  private Telemetry() {}

  /** That which is there, else one as the settings say. */
  public static SreTelemetry ofProcess(Settings settings) {
    return SreTelemetry.global().orElseGet(() -> make(settings).makeGlobal());
  }

  private static SreTelemetry make(Settings settings) {
    SreTelemetry.Builder builder = SreTelemetry.builder();
    if (settings.isOn("sre.traces.keep.enabled")) {
      builder.keep(BadTraceKeeper.builder().build());
    }
    return builder.build();
  }
}
