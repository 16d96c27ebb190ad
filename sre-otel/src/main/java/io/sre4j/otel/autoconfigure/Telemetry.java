package io.sre4j.otel.autoconfigure;

import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.guard.Claim;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.RootVerdict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one {@link SreTelemetry} of a process whose SDK configures itself. */
public final class Telemetry {
  private static final AtomicBoolean SLIS_JUDGE = new AtomicBoolean();

  private Telemetry() {}

  /** That which is there, else one as the settings say. */
  public static SreTelemetry ofProcess(Settings settings) {
    return SreTelemetry.global().orElseGet(() -> make(settings).makeGlobal());
  }

  /**
   * That which is there, else one for as long as its SDK lives; empty if another copy of this
   * library has the process's telemetry.
   */
  static Optional<SreTelemetry> claimed(Settings settings) {
    Optional<SreTelemetry> present = SreTelemetry.global();
    if (present.isPresent()) {
      return present;
    }
    String loader = Telemetry.class.getClassLoader().getClass().getSimpleName();
    Claim claim = Claim.take("telemetry", "the SDK of " + loader);
    if (!claim.isHeld()) {
      return Optional.empty();
    }
    SreTelemetry made = ofProcess(settings);
    made.onEnd(claim::close);
    return Optional.of(made);
  }

  /**
   * Says whether SLIs judge the requests of this process: then their verdicts are those by which
   * traces are kept. Else it is what the span of a request says of itself.
   */
  public static void slisJudge(boolean doThey) {
    SLIS_JUDGE.set(doThey);
  }

  private static SreTelemetry make(Settings settings) {
    SreTelemetry.Builder builder = SreTelemetry.builder();
    if (settings.isOn("sre.traces.keep.enabled")) {
      RootVerdict itself = RootVerdict.failed();
      builder.keep(
          BadTraceKeeper.builder().verdict(root -> !SLIS_JUDGE.get() && itself.bad(root)).build());
    }
    return builder.build();
  }
}
