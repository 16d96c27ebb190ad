package io.sre4j.otel.agent;

import io.opentelemetry.api.OpenTelemetry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.dependency.Dependencies;
import io.sre4j.facts.SetupFacts;
import io.sre4j.facts.SetupFacts.Tracer;
import io.sre4j.finding.Hook;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.autoconfigure.Settings;
import io.sre4j.otel.autoconfigure.Telemetry;
import io.sre4j.otel.guard.Claim;
import io.sre4j.otel.metrics.OtelCoverage;
import io.sre4j.otel.metrics.OtelDependencies;
import io.sre4j.otel.metrics.OtelMeters;
import io.sre4j.signal.Signals;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine in the agent, its coverage and dependencies, and the metrics of all. Thread-safe. */
final class AgentRuntime implements AutoCloseable {
  /** Who holds it counts the requests of this process; an application that does so takes it. */
  static final String REQUESTS = "requests";

  private static final SetupFacts SETUP =
      new SetupFacts(Tracer.OPEN_TELEMETRY, true, false, false, false);

  private final Claim claim;
  private final SreEngine engine;
  private final Coverage coverage;
  private final Dependencies dependencies = new Dependencies();
  private final OtelMeters meters;
  private final OtelCoverage coverageMeters;
  private final OtelDependencies dependencyMeters;
  private final AtomicBoolean isYielding = new AtomicBoolean();
  private final AtomicBoolean isFinished = new AtomicBoolean();

  private AgentRuntime(
      Claim claim, Promises promises, Settings settings, OpenTelemetry openTelemetry) {
    this.claim = claim;
    SreEngine.Builder builder = SreEngine.builder();
    promises.slis().forEach(builder::sli);
    promises.slos().forEach(builder::slo);
    this.engine = builder.build();
    this.coverage = Coverage.builder(engine).settings(settings.coverage()).build();
    this.meters = OtelMeters.register(openTelemetry, engine);
    this.coverageMeters = OtelCoverage.register(openTelemetry, coverage);
    this.dependencyMeters = OtelDependencies.register(openTelemetry, engine, dependencies);
    SreTelemetry.global().ifPresent(telemetry -> telemetry.attach(coverage));
    listen(promises, coverage.signals());
    Runnable unused = coverage.eachSecond(this::yieldIfTakenOver);
  }

  private void listen(Promises promises, Signals signals) {
    signals.sources().setup(() -> SETUP);
    signals.attached(Hook.SETUP);
    Destinations destinations = new Destinations(promises, engine, signals.routes(), dependencies);
    Telemetry.slisJudge(true);
    ServedRequests.use(
        new ServedRequests(destinations, dependencies, signals.badRequests(), claim));
    signals.attached(Hook.OPERATIONS);
    signals.attached(Hook.VERDICTS);
  }

  /** Starts it, until the virtual machine ends or it is closed. */
  static AgentRuntime start(Settings settings, OpenTelemetry openTelemetry) {
    Claim claim = Claim.take(REQUESTS, "the Java agent's extension");
    Promises promises = Promises.of(settings.text("sre.slo.file"));
    AgentRuntime runtime = new AgentRuntime(claim, promises, settings, openTelemetry);
    Runtime.getRuntime().addShutdownHook(new Thread(runtime::finish, "sre4j-end"));
    return runtime;
  }

  /* Not on the inspector's thread, which coverage ends. */
  private void yieldIfTakenOver() {
    if (!claim.isStillHeld() && isYielding.compareAndSet(false, true)) {
      System.getLogger(AgentRuntime.class.getName())
          .log(
              Level.WARNING,
              "The application counts its requests itself: sre4j's extension of the agent leaves"
                  + " SLOs, findings and dependencies to it");
      new Thread(this::close, "sre4j-yield").start();
    }
  }

  /**
   * Takes in what was counted, so that the last metrics have it, as a rule: the agent ends at the
   * same time. Leaves the findings.
   */
  void finish() {
    if (isFinished.compareAndSet(false, true)) {
      ServedRequests.use(null);
      Telemetry.slisJudge(false);
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

  Dependencies dependencies() {
    return dependencies;
  }

  @Override
  public void close() {
    finish();
    meters.close();
    coverageMeters.close();
    dependencyMeters.close();
    claim.close();
  }
}
