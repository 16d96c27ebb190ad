package io.sre4j.otel.agent;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.facts.SetupFacts;
import io.sre4j.facts.SetupFacts.Tracer;
import io.sre4j.finding.Hook;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.autoconfigure.Settings;
import io.sre4j.otel.metrics.OtelCoverage;
import io.sre4j.otel.metrics.OtelMeters;
import io.sre4j.signal.Signals;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine in the agent, its coverage and the metrics of both. Thread-safe. */
final class AgentRuntime implements AutoCloseable {
  private static final SetupFacts SETUP =
      new SetupFacts(Tracer.OPEN_TELEMETRY, true, false, false, false);

  private final SreEngine engine;
  private final Coverage coverage;
  private final OtelMeters meters;
  private final OtelCoverage coverageMeters;
  private final AtomicBoolean isFinished = new AtomicBoolean();

  private AgentRuntime(Promises promises, Settings settings, OpenTelemetry openTelemetry) {
    SreEngine.Builder builder = SreEngine.builder();
    promises.slis().forEach(builder::sli);
    promises.slos().forEach(builder::slo);
    this.engine = builder.build();
    this.coverage = Coverage.builder(engine).settings(settings.coverage()).build();
    this.meters = OtelMeters.register(openTelemetry, engine);
    this.coverageMeters = OtelCoverage.register(openTelemetry, coverage);
    SreTelemetry.global().ifPresent(telemetry -> telemetry.attach(coverage));
    listen(promises, coverage.signals());
  }

  private void listen(Promises promises, Signals signals) {
    signals.sources().setup(() -> SETUP);
    signals.attached(Hook.SETUP);
    Destinations destinations = new Destinations(promises, engine, signals.routes());
    ServedRequests.use(new ServedRequests(destinations, signals.badRequests()));
    signals.attached(Hook.OPERATIONS);
    signals.attached(Hook.VERDICTS);
  }

  /** Starts it, until the virtual machine ends or it is closed. */
  static AgentRuntime start(Settings settings, OpenTelemetry openTelemetry) {
    Promises promises = Promises.of(settings.text("sre.slo.file"));
    AgentRuntime runtime = new AgentRuntime(promises, settings, openTelemetry);
    Runtime.getRuntime().addShutdownHook(new Thread(runtime::finish, "sre4j-end"));
    return runtime;
  }

  /** Takes in what was counted, so that the last metrics have it, and leaves the findings. */
  void finish() {
    if (isFinished.compareAndSet(false, true)) {
      coverage.close();
      engine.close();
    }
  }

  SreEngine engine() {
    return engine;
  }

  Coverage coverage() {
    return coverage;
  }

  @Override
  public void close() {
    ServedRequests.use(null);
    finish();
    meters.close();
    coverageMeters.close();
  }
}
