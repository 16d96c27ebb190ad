package io.sre4j.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Every event is counted once, whatever threads, new routes and collections do meanwhile. */
class RouteConservationTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final long SEED = 20_261_123;
  private static final int PLATFORM_THREADS = 24;
  private static final int VIRTUAL_THREADS = 500;
  private static final int EVENTS = 20_000;
  private static final int ROUTES = 300;
  private static final Set<String> SLIS = Set.of("http");

  private final SignalDrain drain = new SignalDrain(NOW);
  private final RouteCounters routes = drain.signals().routes();
  // What the threads say that they counted.
  private final Map<String, AtomicLongArray> own = new ConcurrentHashMap<>();
  private final Map<String, long[]> collected = new TreeMap<>();
  private int collections;

  @Test
  void collect_manyThreadsAndNewRoutes_sumIsWhatTheCallersCounted() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PLATFORM_THREADS; i++) {
      long seed = SEED + i;
      threads.add(new Thread(() -> countSome(EVENTS, new SplittableRandom(seed))));
    }
    ThreadFactory virtual = virtualThreads();
    for (int i = 0; virtual != null && i < VIRTUAL_THREADS; i++) {
      long seed = SEED + 1_000 + i;
      threads.add(virtual.newThread(() -> countSome(EVENTS / 20, new SplittableRandom(seed))));
    }
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      collect();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    int during = collections;
    collect();
    assertThat(during).isPositive();
    assertThat(collected.keySet()).as("seed " + SEED).isEqualTo(new TreeMap<>(own).keySet());
    assertThat(own).hasSize(ROUTES);
    own.forEach((route, counts) -> {
      for (int i = 0; i < RouteCounter.STATES; i++) {
        assertThat(collected.get(route)[i]).as(route + ", seed " + SEED).isEqualTo(counts.get(i));
      }
    });
  }

  /** Threads that meet new routes at the same time give each its own cells. */
  @Test
  void of_newRoutesAtTheSameTime_eachIsCountedByItself() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      SignalDrain fresh = new SignalDrain(NOW);
      CyclicBarrier start = new CyclicBarrier(4);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int first = 200 * t;
        threads.add(new Thread(() -> countEachOnce(fresh.signals().routes(), start, first)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      List<Integer> counts = new ArrayList<>();
      fresh.collect(NOW);
      fresh.routes((route, growth) -> counts.add(growth[TraceState.SAMPLED.ordinal()]));
      assertThat(counts).hasSize(800).containsOnly(1);
    }
  }

  private static void countEachOnce(RouteCounters routes, CyclicBarrier start, int first) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
    for (int i = first; i < first + 200; i++) {
      routes.of("GET /" + i, SLIS).count(TraceState.SAMPLED);
    }
  }

  private void countSome(int events, SplittableRandom random) {
    TraceState[] states = TraceState.values();
    for (int i = 0; i < events; i++) {
      String route = "GET /" + random.nextInt(1 + Math.min(ROUTES - 1, i));
      TraceState state = states[random.nextInt(states.length)];
      routes.of(route, SLIS).count(state);
      own.computeIfAbsent(route, r -> new AtomicLongArray(states.length))
          .incrementAndGet(state.ordinal());
    }
  }

  private void collect() {
    collections++;
    drain.collect(NOW);
    drain.routes((route, growth) -> {
      long[] sum = collected.computeIfAbsent(route.route(), r -> new long[growth.length]);
      for (int i = 0; i < sum.length; i++) {
        assertThat(growth[i]).isNotNegative();
        sum[i] += growth[i];
      }
    });
  }

  /** Virtual threads where the JDK has them; this code is compiled for one that has not. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
