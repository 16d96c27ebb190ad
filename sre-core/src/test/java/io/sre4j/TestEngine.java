package io.sre4j;

import io.sre4j.alert.AlertTransition;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An engine over one SLI of events, driven by a fake clock, second by second. */
final class TestEngine {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  final FakeTime time;
  final SreEngine engine;
  final SliRecorder recorder;

  TestEngine(Slo... slos) {
    this(START, slos);
  }

  TestEngine(Instant start, Slo... slos) {
    time = new FakeTime(start);
    SreEngine.Builder builder =
        SreEngine.builder().timeSource(time).manualTicks().sli(Sli.events("http"));
    for (Slo slo : slos) {
      builder.slo(slo);
    }
    engine = builder.build();
    recorder = engine.recorder("http");
  }

  /** Lets seconds pass, each with so many events; what changed meanwhile. */
  List<AlertTransition> run(long seconds, int good, int bad) {
    List<AlertTransition> transitions = new ArrayList<>();
    for (long i = 0; i < seconds; i++) {
      record(Outcome.GOOD, good);
      record(Outcome.BAD, bad);
      transitions.addAll(tick());
    }
    return transitions;
  }

  void record(Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      recorder.record(outcome, 1_000_000);
    }
  }

  List<AlertTransition> tick() {
    time.advance(Duration.ofSeconds(1));
    return engine.tick();
  }

  SloStatus status(String slo) {
    return engine.status(slo);
  }
}
