package io.sre4j.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RouteCountersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SignalDrain drain = new SignalDrain(NOW);
  private final RouteCounters routes = drain.signals().routes();
  private final Map<RouteCounter, long[]> collected = new HashMap<>();

  private void collect() {
    drain.collect(NOW);
    drain.routes((route, growth) -> {
      long[] sum = collected.computeIfAbsent(route, r -> new long[RouteCounter.STATES]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += growth[i];
      }
    });
  }

  private long[] counts(RouteCounter route) {
    return collected.get(route);
  }

  @Test
  void count_eachState_growsByItsOwnOnce() {
    RouteCounter orders = routes.of("GET /orders", Set.of("http"));
    RouteCounter other = routes.of("GET /users", Set.of("http"));
    for (TraceState state : TraceState.values()) {
      for (int i = 0; i <= state.ordinal(); i++) {
        orders.count(state);
      }
    }
    collect();
    collect();
    assertThat(counts(orders)).containsExactly(1, 2, 3, 4, 5);
    assertThat(counts(other)).containsOnly(0);
  }

  @Test
  void count_null_countsAsUntraced() {
    RouteCounter orders = routes.of("GET /orders", Set.of());
    orders.count(null);
    collect();
    assertThat(counts(orders)).containsExactly(0, 1, 0, 0, 0);
  }

  @Test
  void of_sameRouteAndSlis_isTheSameCounter() {
    RouteCounter orders = routes.of("GET /orders", Set.of("http", "orders"));
    assertThat(routes.of("GET /orders", Set.of("orders", "http"))).isSameAs(orders);
    assertThat(routes.of("GET /orders", Set.of("http"))).isNotSameAs(orders);
    assertThat(orders.route()).isEqualTo("GET /orders");
    assertThat(orders.slis()).containsExactlyInAnyOrder("http", "orders");
  }

  @Test
  void of_neverCounted_isKnownNevertheless() {
    RouteCounter orders = routes.of("GET /orders", Set.of("http"));
    collect();
    assertThat(collected).containsOnlyKeys(orders);
  }

  @Test
  void of_moreThanThousandRoutes_restIsCountedTogetherBySlis() {
    for (int i = 0; i < RouteCounters.MAX_ROUTES; i++) {
      routes.of("GET /" + i, Set.of("http")).count(TraceState.SAMPLED);
    }
    RouteCounter known = routes.of("GET /7", Set.of("http"));
    RouteCounter one = routes.of("GET /one", Set.of("http"));
    RouteCounter two = routes.of("GET /two", Set.of("http", "pay"));
    known.count(TraceState.SAMPLED);
    one.count(TraceState.UNTRACED);
    routes.of("GET /three", Set.of("http")).count(TraceState.UNTRACED);
    two.count(TraceState.UNTRACED);
    collect();
    assertThat(one.route()).isEqualTo(RouteCounters.OTHER);
    assertThat(collected).hasSize(RouteCounters.MAX_ROUTES + 2);
    assertThat(counts(known)).containsExactly(0, 0, 0, 0, 2);
    assertThat(counts(one)).containsExactly(0, 2, 0, 0, 0);
    assertThat(counts(two)).containsExactly(0, 1, 0, 0, 0);
  }

  @Test
  void of_endlessRoutesAndSlis_keepsABoundedNumber() {
    for (int i = 0; i < 5_000; i++) {
      routes.of("GET /" + i, Set.of("sli-" + i)).count(TraceState.SAMPLED);
    }
    collect();
    assertThat(collected).hasSize(RouteCounters.MAX_ROUTES + 64 + 1);
    long sum = collected.values().stream().mapToLong(counts -> counts[4]).sum();
    assertThat(sum).isEqualTo(5_000);
  }

  @Test
  @Timeout(60)
  void of_moreThanThousandRoutes_takesNoLock() throws Exception {
    Set<String> http = Set.of("http");
    for (int i = 0; i <= RouteCounters.MAX_ROUTES; i++) {
      routes.of("GET /" + i, http);
    }
    ExecutorService serving = Executors.newSingleThreadExecutor();
    synchronized (routes) {
      Future<RouteCounter> found = serving.submit(() -> routes.of("GET /one more", http));
      assertThat(found.get(20, TimeUnit.SECONDS).route()).isEqualTo(RouteCounters.OTHER);
    }
    serving.shutdown();
  }

  @Test
  void of_moreThanThousandRoutes_allocatesNothing() {
    Set<String> http = Set.of("http");
    for (int i = 0; i <= RouteCounters.MAX_ROUTES; i++) {
      routes.of("GET /" + i, http);
    }
    assertThat(leastAllocated(() -> routes.of("GET /7", http))).isZero();
    assertThat(leastAllocated(() -> routes.of("GET /one more", http))).isZero();
  }

  private static long leastAllocated(Runnable work) {
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 40 && least > 0; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 20_000; i++) {
        work.run();
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }

  /** The least of several rounds: the compiler and the profiler of the JVM allocate, too. */
  @Test
  void count_allocatesNothing() {
    RouteCounter orders = routes.of("GET /orders", Set.of("http"));
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 40 && least > 0; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      countSome(orders);
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least).as("bytes in 100,000 events").isZero();
  }

  private static void countSome(RouteCounter route) {
    for (int i = 0; i < 20_000; i++) {
      route.count(TraceState.UNOBSERVED);
      route.count(TraceState.UNTRACED);
      route.count(TraceState.UNRECORDED);
      route.count(TraceState.RECORDED);
      route.count(TraceState.SAMPLED);
    }
  }
}
