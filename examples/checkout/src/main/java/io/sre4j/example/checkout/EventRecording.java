package io.sre4j.example.checkout;

import io.sre4j.SreEngine;
import io.sre4j.report.SloStatus;
import io.sre4j.report.SreReport;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.timeline.EventCounts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ticks an engine, and writes what each tick counted: rows of an event file whose timestamps are
 * the instants of the ticks, so that a backtest with recorded ticks does what this engine did. What
 * a maintenance kept out is written as excluded.
 */
final class EventRecording implements AutoCloseable {
  /** Leaves ticking to a recording, which alone knows then what each tick counted. */
  static final SreEngineCustomizer TICKED_BY_RECORDING = SreEngine.Builder::manualTicks;

  private static final EventCounts NONE = new EventCounts(0, 0, 0);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double SLOWER_MS = 0.001;

  private final SreEngine engine;
  private final @Nullable Writer file;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "recording");
        thread.setDaemon(true);
        return thread;
      });
  private final Map<String, EventCounts> before = new HashMap<>();

  private EventRecording(SreEngine engine, @Nullable Writer file) {
    this.engine = engine;
    this.file = file;
  }

  /**
   * Starts to tick and to write.
   *
   * @param file none records nothing, and lets the engine tick by itself
   */
  static EventRecording start(SreEngine engine, @Nullable Path file) throws IOException {
    if (file == null) {
      return new EventRecording(engine, null);
    }
    BufferedWriter writer = Files.newBufferedWriter(file);
    writer.write("timestamp,outcome,latency_ms,count,sli\n");
    EventRecording recording = new EventRecording(engine, writer);
    long nanos = TICK.toNanos();
    Future<?> unused =
        recording.ticker.scheduleWithFixedDelay(
            recording::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    return recording;
  }

  private void tick() {
    try {
      engine.tick();
      write(engine.report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(SreReport report) throws IOException {
    Map<String, EventCounts> all = new LinkedHashMap<>();
    Map<String, SloStatus> latencies = new LinkedHashMap<>();
    for (SloStatus status : report.slos()) {
      Objective objective = status.slo().objectives().get(0);
      if (objective.threshold().isPresent()) {
        latencies.put(objective.sli(), status);
      } else {
        // All SLOs over one SLI count the same; the drill forgets after an hour.
        all.putIfAbsent(objective.sli(), sinceBefore(status));
      }
    }
    for (Map.Entry<String, EventCounts> sli : all.entrySet()) {
      SloStatus latency = latencies.get(sli.getKey());
      EventCounts within = latency == null ? null : sinceBefore(latency);
      rows(report.asOf() + ",", sli.getKey(), sli.getValue(), within, latency);
    }
    if (file != null) {
      file.flush();
    }
  }

  private void rows(
      String at,
      String sli,
      EventCounts counts,
      @Nullable EventCounts within,
      @Nullable SloStatus latency)
      throws IOException {
    row(at + "bad,", counts.bad(), sli);
    row(at + "excluded,", counts.excluded(), sli);
    if (within == null || latency == null) {
      row(at + "good,", counts.good(), sli);
      return;
    }
    double threshold = threshold(latency.slo());
    row(at + "good," + threshold, within.good(), sli);
    row(at + "good," + (threshold + SLOWER_MS), within.bad() - counts.bad(), sli);
  }

  private static double threshold(Slo slo) {
    return slo.objectives().get(0).threshold().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  /** Also rows without events: they say that there was a tick. */
  private void row(String begin, long count, String sli) throws IOException {
    if (file != null) {
      file.write(begin + "," + count + "," + sli + "\n");
    }
  }

  private EventCounts sinceBefore(SloStatus status) {
    EventCounts now = status.events();
    EventCounts then = before.getOrDefault(status.slo().name(), NONE);
    before.put(status.slo().name(), now);
    return new EventCounts(
        now.good() - then.good(), now.bad() - then.bad(), now.excluded() - then.excluded());
  }

  /** Ticks no more, and returns when the last tick is written. */
  void stop() {
    ticker.shutdown();
    try {
      if (!ticker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("A tick has not ended for " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    if (file != null) {
      file.close();
    }
  }
}
