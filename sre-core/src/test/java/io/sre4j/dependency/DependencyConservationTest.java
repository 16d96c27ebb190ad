package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.sli.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Nothing is lost or counted twice by many threads, while a reader reads. */
class DependencyConservationTest {
  private static final long SEED = 20_261_123;
  private static final int THREADS = 6;
  private static final int REQUESTS = 40_000;
  private static final int ROUTES = 40;
  private static final int NAMES = 40;
  private static final int CALLS = 0;
  private static final int FAILED = 1;
  private static final int CALLING = 2;
  private static final int ALL = 3;

  private final Dependencies dependencies = new Dependencies();
  private final AtomicLongArray truth = new AtomicLongArray(4);

  @Test
  void counts_ofManyThreads_areThoseOfTheCallers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      AtomicBoolean done = new AtomicBoolean();
      Future<?> reader =
          threads.submit(() -> {
            while (!done.get()) {
              dependencies.report(List.of());
            }
          });
      List<Callable<Void>> writers = new ArrayList<>();
      SplittableRandom seeds = new SplittableRandom(SEED);
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = seeds.split();
        writers.add(() -> write(random));
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      done.set(true);
      reader.get();
    } finally {
      threads.shutdownNow();
    }
    check();
  }

  /** More edges than there may be, so that the limit is crossed by several threads at once. */
  private Void write(SplittableRandom random) {
    for (int i = 0; i < REQUESTS; i++) {
      RouteCalls route = dependencies.route("GET /" + random.nextInt(ROUTES), Set.of("http"));
      RequestCalls calls = new RequestCalls();
      Dependency one = dependencies.named("d" + random.nextInt(NAMES));
      int count = 1 + random.nextInt(4);
      for (int call = 0; call < count; call++) {
        boolean fails = random.nextInt(3) == 0;
        calls.called(one, fails ? Result.FAILED : Result.FINE, random.nextInt(5_000_000));
        truth.addAndGet(FAILED, fails ? 1 : 0);
      }
      route.ended(random.nextBoolean() ? Outcome.GOOD : Outcome.BAD, calls);
      truth.addAndGet(CALLS, count);
      truth.addAndGet(CALLING, 1);
      route.ended(Outcome.GOOD, null);
      truth.addAndGet(ALL, 2);
    }
    return null;
  }

  private void check() {
    DependencyReport report = dependencies.report(List.of());
    List<EdgeCounts> edges = new ArrayList<>(List.of(report.beyond()));
    long requests = 0;
    for (RouteDependencies route : report.routes()) {
      requests += route.requests();
      route.edges().forEach(edge -> edges.add(edge.counts()));
    }
    assertThat(edges).hasSize(Dependencies.MAX_EDGES + 1);
    assertThat(report.beyond().calls()).isPositive();
    assertThat(requests).isEqualTo(truth.get(ALL));
    assertThat(edges.stream().mapToLong(EdgeCounts::calls).sum()).isEqualTo(truth.get(CALLS));
    assertThat(edges.stream().mapToLong(EdgeCounts::failedCalls).sum())
        .isEqualTo(truth.get(FAILED));
    assertThat(edges.stream().mapToLong(EdgeCounts::requests).sum()).isEqualTo(truth.get(CALLING));
    assertThat(edges.stream().flatMap(edge -> edge.latencies().stream()).mapToLong(n -> n).sum())
        .isEqualTo(truth.get(CALLS));
  }

  /** Calls of one request on several threads, one of them while it ends. */
  @Test
  void calls_ofOneRequestAtTheSameTime_areAllCounted() throws Exception {
    RouteCalls route = dependencies.route("GET /", Set.of());
    Dependency inventory = dependencies.named("inventory");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    int rounds = 20_000;
    try {
      for (int i = 0; i < rounds; i++) {
        RequestCalls calls = new RequestCalls();
        Callable<Void> call =
            () -> {
              calls.called(inventory, Result.FINE, 1);
              return null;
            };
        Callable<Void> end =
            () -> {
              route.ended(Outcome.GOOD, calls);
              return null;
            };
        for (Future<Void> future : threads.invokeAll(List.of(call, call, end))) {
          future.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    EdgeCounts counts = dependencies.report(List.of()).routes().get(0).edges().get(0).counts();
    assertThat(counts.calls()).isEqualTo(2L * rounds);
    System.out.println(counts.lateCalls() + " of " + counts.calls() + " calls were late");
  }
}
