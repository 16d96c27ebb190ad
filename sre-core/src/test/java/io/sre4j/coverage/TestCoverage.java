package io.sre4j.coverage;

import io.sre4j.SreEngine;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.finding.Hook;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Coverage over an engine with the SLI http, by a fake clock. */
final class TestCoverage implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final Set<String> HTTP = Set.of("http");

  final FakeTime time = new FakeTime(START);
  final SreEngine engine =
      SreEngine.builder()
          .timeSource(time)
          .manualTicks()
          .sli(Sli.events("http"))
          .slo(
              Slo.builder("shop")
                  .objective(Objective.availability("http", Target.of("99.9%")))
                  .build())
          .build();
  final Coverage coverage;

  TestCoverage(CoverageSettings settings) {
    coverage = Coverage.builder(engine).settings(settings).timeSource(time).manual().build();
    coverage.signals().attached(Hook.OPERATIONS);
  }

  /** Judges from the first event on. */
  static TestCoverage warm() {
    return new TestCoverage(settings().build());
  }

  static CoverageSettings.Builder settings() {
    return CoverageSettings.builder().warmUp(Duration.ZERO);
  }

  void count(String route, TraceState state, int events) {
    for (int i = 0; i < events; i++) {
      coverage.signals().routes().of(route, HTTP).count(state);
    }
  }

  CoverageReport inspectAfter(Duration duration) {
    time.advance(duration);
    coverage.inspect();
    return coverage.report();
  }

  CoverageReport inspect() {
    return inspectAfter(Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    coverage.close();
    engine.close();
  }
}
