package io.sre4j.benchmarks.memory;

import io.sre4j.SreEngine;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An engine after a month and an hour of events. First each thread records durations over the whole
 * range, then a month passes in steps of an hour and more than an hour in steps of a tick, with
 * events in each, so that every slot of every window has been written and holds as many different
 * durations as it can. The threads live until the engine has been weighed.
 */
final class LoadedEngine {
  // Engines introduce themselves. The logger is held because its framework does not hold it.
  private static final Logger LOG = Logger.getLogger("io.sre4j");

  static {
    LOG.setLevel(Level.WARNING);
  }

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofHours(1);
  private static final int STEPS = 31 * 24;
  private static final int TICKS = 65 * 60 / 5;
  private static final int FIRST_EVENTS = 2_000;
  private static final int STEP_EVENTS = 20;
  private static final int TICK_EVENTS = 200;
  private static final List<String> CAUSES =
      IntStream.range(0, 64).mapToObj(i -> "cause-" + i).toList();
  private static final String UNKNOWN = "";
  private static final int ONE_IN_BAD = 50;
  private static final double SHORTEST_LOG = Math.log(500);
  private static final double LONGEST_LOG = Math.log(300e9);

  private final ManualTime time = new ManualTime();
  private final SreEngine engine;
  private final List<SliRecorder> recorders;
  private final boolean causes;
  private final int threads;

  private LoadedEngine(@Nullable Shape shape, int slis, int threads) {
    List<String> names = IntStream.range(0, slis).mapToObj(i -> "sli-" + i).toList();
    SreEngine.Builder builder = SreEngine.builder().timeSource(time).manualTicks().tick(TICK);
    if (shape != null) {
      shape.addTo(builder, names);
    }
    this.engine = builder.build();
    this.recorders = shape == null ? List.of() : names.stream().map(engine::recorder).toList();
    this.causes = shape != null && shape.causes();
    this.threads = threads;
  }

  /** The bytes that one SLI of a shape adds to an engine, with its SLOs. */
  static long bytesEach(Shape shape, int slis, int threads) throws Exception {
    long empty = new LoadedEngine(null, 0, threads).bytes();
    long loaded = new LoadedEngine(shape, slis, threads).bytes();
    return Math.round((double) (loaded - empty) / slis);
  }

  private long bytes() throws Exception {
    if (threads == 0) {
      pass(() -> {}, STEPS, STEP);
      pass(() -> {}, TICKS, TICK);
      return RetainedSize.of(engine);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      recordOnAll(pool);
      pass(() -> pool.submit(() -> record(STEP_EVENTS)).get(), STEPS, STEP);
      pass(() -> pool.submit(() -> record(TICK_EVENTS)).get(), TICKS, TICK);
      return RetainedSize.of(engine);
    } finally {
      pool.shutdownNow();
    }
  }

  /** The barrier makes every thread of the pool take one of the tasks. */
  private void recordOnAll(ExecutorService pool) throws Exception {
    CyclicBarrier all = new CyclicBarrier(threads);
    List<Future<?>> tasks =
        Stream.<Future<?>>generate(() ->
                pool.submit(() -> {
                  all.await();
                  record(FIRST_EVENTS);
                  return null;
                }))
            .limit(threads)
            .toList();
    for (Future<?> task : tasks) {
      task.get();
    }
  }

  private interface Load {
    void run() throws Exception;
  }

  private void pass(Load load, int times, Duration step) throws Exception {
    for (int i = 0; i < times; i++) {
      load.run();
      time.advance(step);
      engine.tick();
    }
  }

  private void record(int events) {
    SplittableRandom random = new SplittableRandom(20_261_123 + time.now().nanos());
    for (int i = 0; i < events; i++) {
      Outcome outcome = random.nextInt(ONE_IN_BAD) == 0 ? Outcome.BAD : Outcome.GOOD;
      long nanos = (long) Math.exp(random.nextDouble(SHORTEST_LOG, LONGEST_LOG));
      String cause = causes ? CAUSES.get(random.nextInt(CAUSES.size())) : UNKNOWN;
      recorders.forEach(r -> r.record(outcome, nanos, cause, LoadedEngine::attributes));
    }
  }

  private static EventAttributes attributes(String cause) {
    return cause.equals(UNKNOWN)
        ? EventAttributes.NONE
        : new EventAttributes(cause, cause, cause, null);
  }
}
