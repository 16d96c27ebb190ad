package io.sre4j.otel.metrics;

import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;

/** An engine with one SLO, whose clock stands still until it ticks. */
final class Shop implements AutoCloseable {
  static final String SLO = "checkout-availability";

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
  final SreEngine engine =
      SreEngine.builder()
          .timeSource(time)
          .manualTicks()
          .sli(Sli.events("checkout"))
          .slo(slo(SLO))
          .build();
  private final SliRecorder recorder = engine.recorder("checkout");

  static Slo slo(String name) {
    return Slo.builder(name)
        .objective(Objective.availability("checkout", Target.of("99.9%")))
        .owner("team-shop")
        .build();
  }

  /** Records, and lets a second pass. */
  void serve(int good, int bad, int excluded) {
    record(Outcome.GOOD, good);
    record(Outcome.BAD, bad);
    record(Outcome.EXCLUDED, excluded);
    time.advance(Duration.ofSeconds(1));
    engine.tick();
  }

  private void record(Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      recorder.record(outcome, 1_000_000);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
