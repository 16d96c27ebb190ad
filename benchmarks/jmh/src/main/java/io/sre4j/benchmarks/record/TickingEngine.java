package io.sre4j.benchmarks.record;

import io.sre4j.SreEngine;
import io.sre4j.benchmarks.Definitions;
import io.sre4j.sli.SliRecorder;

/** An engine that ticks once per second, as in production, and its recorders. */
public abstract class TickingEngine {
  // So that the compiler is done with the ticker before the first measurement.
  private static final int WARM_UP_TICKS = 500;

  final SreEngine engine;
  final SliRecorder recorder;
  final SliRecorder[] recorders;

  TickingEngine(SreEngine engine, int slis) {
    this.engine = engine;
    this.recorders = new SliRecorder[slis];
    for (int i = 0; i < slis; i++) {
      recorders[i] = engine.recorder(Definitions.sli(i));
    }
    this.recorder = recorders[0];
    for (int i = 0; i < WARM_UP_TICKS; i++) {
      engine.tick();
    }
  }

  /**
   * Stops the ticker. No tear-down: from two threads on JMH waits a second before one, and the JVM
   * ends anyway.
   */
  public void close() {
    engine.close();
  }
}
