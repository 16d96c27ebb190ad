package io.sre4j.backtest;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertTransition;
import io.sre4j.report.BurnRates;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An engine like that of a service, whose clock is moved from tick to tick by hand. Not
 * thread-safe.
 */
final class Replay implements AutoCloseable {
  private final SreEngine engine;
  private final SliRecorder[] recorders;
  private final EventKinds kinds;
  private long now;

  /**
   * An engine that begins to measure at an instant, in nanoseconds since 1970.
   *
   * @param interval the tick that counts as measured
   */
  Replay(List<Slo> slos, EventKinds kinds, Duration interval, long start) {
    this.kinds = kinds;
    this.now = start;
    SreEngine.Builder builder =
        SreEngine.builder()
            .timeSource(() -> new Tick(now, instant(now)))
            .tick(interval)
            .manualTicks();
    kinds.slis().forEach(sli -> builder.sli(Sli.events(sli).precision(Sli.Precision.OFF)));
    slos.forEach(builder::slo);
    this.engine = builder.build();
    this.recorders = kinds.slis().stream().map(engine::recorder).toArray(SliRecorder[]::new);
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** Where the clock stands. */
  long now() {
    return now;
  }

  /** Records what was counted of each kind since the last tick. */
  void record(long[] counts) {
    kinds.record(counts, recorders);
  }

  /** Moves the clock and ticks; what changed. */
  List<AlertTransition> tickAt(long nanos) {
    now = nanos;
    return engine.tick();
  }

  BurnRates burnRates(Slo slo) {
    return engine.burnRatesNow(slo.name());
  }

  SreEngine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
