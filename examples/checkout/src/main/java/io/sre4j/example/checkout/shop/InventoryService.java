package io.sre4j.example.checkout.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The service that the shop depends on: a real HTTP server on a port of its own, which fails on
 * command. Thread-safe.
 */
public final class InventoryService implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int BACKLOG = 128;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;
  private volatile Mode mode = Mode.HEALTHY;

  private InventoryService(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts it, healthy.
   *
   * @param port where it listens, on the loopback interface; 0 for a free one
   */
  public static InventoryService start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, BACKLOG);
    ExecutorService threads =
        Executors.newFixedThreadPool(THREADS, task -> daemon(task, "inventory"));
    InventoryService inventory = new InventoryService(server, threads);
    server.createContext("/reservations", inventory::reserve);
    server.setExecutor(threads);
    server.start();
    return inventory;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** From the next request on, behaves so. */
  public void mode(Mode next) {
    mode = next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  public static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void reserve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Mode now = mode;
      LockSupport.parkNanos(now.latency().toNanos());
      exchange.sendResponseHeaders(now.status, NO_BODY);
    }
  }

  /** How it behaves. */
  public enum Mode {
    /** Answers within 5 to 25 ms. */
    HEALTHY(5, 25, 204),
    /** Answers within 350 to 700 ms: still right, but too late. */
    SLOW(350, 700, 204),
    /** Answers 503 at once. */
    DOWN(1, 3, 503);

    private final int minMillis;
    private final int maxMillis;
    private final int status;

    Mode(int minMillis, int maxMillis, int status) {
      this.minMillis = minMillis;
      this.maxMillis = maxMillis;
      this.status = status;
    }

    private Duration latency() {
      return Duration.ofMillis(ThreadLocalRandom.current().nextInt(minMillis, maxMillis + 1));
    }
  }
}
