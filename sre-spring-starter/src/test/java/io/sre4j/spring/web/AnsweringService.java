package io.sre4j.spring.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** A service that answers with the status it is asked for, and counts what it answered. */
public final class AnsweringService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, LongAdder> answered = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public AnsweringService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/answer/", this::answer);
    server.createContext("/hang", this::hang);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int status = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    answered.computeIfAbsent(status, unused -> new LongAdder()).increment();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void hang(HttpExchange exchange) {
    try (exchange) {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How requests that call it name it. */
  public String name() {
    return "localhost:" + server.getAddress().getPort();
  }

  public long answered() {
    return answered.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public long failed() {
    return answered.entrySet().stream()
        .filter(count -> count.getKey() >= 500)
        .mapToLong(count -> count.getValue().sum())
        .sum();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
