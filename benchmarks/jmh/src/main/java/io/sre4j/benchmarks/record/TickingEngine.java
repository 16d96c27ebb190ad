package io.sre4j.benchmarks.record;

import io.sre4j.SreEngine;
import io.sre4j.benchmarks.Definitions;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;

/** An engine that ticks once per second, as in production, and its recorders. */
public abstract class TickingEngine {
  // So that the compiler is done with the ticker before the first measurement.
  private static final int WARM_UP_TICKS = 500;
  private static final int WARM_UP_FAILURES = 1_000;

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
    failEach();
    for (int i = 0; i < WARM_UP_TICKS; i++) {
      engine.tick();
    }
  }

  /**
   * The failures of a benchmark fire every alert there is; not while something is measured. In a
   * thread that ends, so that whoever sets up does not come to own counters.
   */
  private void failEach() {
    Thread failing =
        new Thread(() -> {
          for (int i = 0; i < WARM_UP_FAILURES; i++) {
            for (SliRecorder each : recorders) {
              each.record(Outcome.BAD);
            }
          }
        });
    failing.start();
    try {
      failing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
