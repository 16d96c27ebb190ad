package io.sre4j.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A webhook that accepts and keeps everything. Thread-safe. */
public final class Inbox implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** Opens it on a free port of this machine. */
  public Inbox() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  /** Where it is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /**
   * The next body that came, waiting for it if there is none.
   *
   * @throws AssertionError after a minute
   */
  public String next() throws InterruptedException {
    String body = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (body == null) {
      throw new AssertionError("nothing came; before: " + all);
    }
    return body;
  }

  /** All bodies that came, also those that were read. */
  public List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    all.add(body);
    unread.add(body);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
