package io.sre4j.example.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What the shop depends on: answers at once, every 20th time with 503. Thread-safe. */
final class Inventory implements AutoCloseable {
  private static final int FAILS_EVERY = 20;
  private static final int NO_BODY = -1;

  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  Inventory() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/reservations", this::reserve);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** As those who call it name it. */
  String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void reserve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean fails = asked.incrementAndGet() % FAILS_EVERY == 0;
      exchange.sendResponseHeaders(fails ? 503 : 204, NO_BODY);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
