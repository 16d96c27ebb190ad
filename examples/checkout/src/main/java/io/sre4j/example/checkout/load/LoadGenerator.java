package io.sre4j.example.checkout.load;

import io.sre4j.example.checkout.shop.InventoryService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The customers: real HTTP requests at a steady rate, whether or not the shop keeps up, and their
 * own count of what became of each. Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
  /** What customers call slow: the threshold of the shop's latency SLO. */
  static final Duration SLOW = Duration.ofMillis(300);

  private static final int MAX_IN_FLIGHT = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(20);

  private final URI shop;
  private final Mix mix;
  private final Map<Route, Tally> tallies = new EnumMap<>(Route.class);
  private final LongAdder skipped = new LongAdder();
  private final Semaphore slots = new Semaphore(MAX_IN_FLIGHT);
  private final ExecutorService callbacks = pool(2, "customers-io");
  private final ExecutorService customers = pool(MAX_IN_FLIGHT, "customers");
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(callbacks)
          .build();
  private final Object gate = new Object();
  private volatile int perSecond;
  private volatile boolean closed;

  private LoadGenerator(URI shop, long seed) {
    this.shop = shop;
    this.mix = new Mix(seed);
    for (Route route : Route.values()) {
      tallies.put(route, new Tally());
    }
  }

  /** Starts it, paused. */
  public static LoadGenerator start(URI shop, long seed) {
    LoadGenerator load = new LoadGenerator(shop, seed);
    InventoryService.daemon(load::pace, "customers-pace").start();
    return load;
  }

  /** Sends so many requests per second from now on. */
  public void rate(int requestsPerSecond) {
    perSecond = requestsPerSecond;
  }

  /** Sends nothing more, and returns when every request that was sent has come to an end. */
  public void pause() throws InterruptedException {
    synchronized (gate) {
      perSecond = 0;
    }
    long limitSeconds = TIMEOUT.toSeconds() * 3;
    if (!slots.tryAcquire(MAX_IN_FLIGHT, limitSeconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Requests are still open after " + limitSeconds + " s.");
    }
    slots.release(MAX_IN_FLIGHT);
  }

  /** Begins to count anew. To be called while paused. */
  public void reset() {
    tallies.values().forEach(Tally::reset);
    skipped.reset();
  }

  /** What customers saw of a route so far. */
  public RouteCounts counts(Route route) {
    Tally tally = tallies.get(route);
    return tally == null ? RouteCounts.NONE : tally.counts();
  }

  /** What customers saw of all routes so far. */
  public RouteCounts total() {
    return tallies.values().stream().map(Tally::counts).reduce(RouteCounts.NONE, RouteCounts::plus);
  }

  /** Requests that were not sent because {@value #MAX_IN_FLIGHT} were open. */
  public long skipped() {
    return skipped.sum();
  }

  @Override
  public void close() {
    closed = true;
    customers.shutdownNow();
    callbacks.shutdownNow();
  }

  private void pace() {
    long due = System.nanoTime();
    while (!closed) {
      int rate = perSecond;
      if (rate == 0) {
        LockSupport.parkNanos(IDLE);
        due = System.nanoTime();
        continue;
      }
      // After a stall, at most one second of requests is made up for.
      due = Math.max(due + SECOND / rate, System.nanoTime() - SECOND);
      parkUntil(due);
      synchronized (gate) {
        if (perSecond > 0 && !closed) {
          launch(mix.next(), due);
        }
      }
    }
  }

  private static void parkUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void launch(Mix.Request request, long due) {
    if (!slots.tryAcquire()) {
      skipped.increment();
      return;
    }
    try {
      customers.execute(() -> send(request, due));
    } catch (RejectedExecutionException closing) {
      slots.release();
    }
  }

  private void send(Mix.Request request, long due) {
    Tally tally = tallies.getOrDefault(request.route(), new Tally());
    HttpRequest http =
        HttpRequest.newBuilder(shop.resolve(request.path()))
            .timeout(TIMEOUT)
            .method(request.route().method(), BodyPublishers.noBody())
            .build();
    try {
      int status = client.send(http, BodyHandlers.discarding()).statusCode();
      tally.count(status, System.nanoTime() - due);
    } catch (IOException e) {
      tally.lost.increment();
    } catch (InterruptedException e) {
      tally.lost.increment();
      Thread.currentThread().interrupt();
    } finally {
      slots.release();
    }
  }

  private static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(threads, task -> InventoryService.daemon(task, name));
  }

  /** The counts of one route. */
  private static final class Tally {
    private final LongAdder good = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder lost = new LongAdder();

    void count(int status, long nanos) {
      if (status >= 500) {
        bad.increment();
        return;
      }
      good.increment();
      if (nanos > SLOW.toNanos()) {
        slow.increment();
      }
    }

    void reset() {
      List.of(good, bad, slow, lost).forEach(LongAdder::reset);
    }

    RouteCounts counts() {
      return new RouteCounts(good.sum(), bad.sum(), slow.sum(), lost.sum());
    }
  }
}
