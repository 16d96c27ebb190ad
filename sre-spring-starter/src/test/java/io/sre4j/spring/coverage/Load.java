package io.sre4j.spring.coverage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Sends requests over a few connections that stay open, as fast as they are answered. */
final class Load {
  private static final int CONNECTIONS = 8;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Load() {}

  /**
   * Returns when all are answered.
   *
   * @param path of the nth request
   */
  static void send(int port, int requests, IntFunction<String> path) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    AtomicInteger next = new AtomicInteger();
    ExecutorService customers = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(
            customers.submit(() -> {
              for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                URI uri = URI.create("http://localhost:" + port + path.apply(n));
                HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
                client.send(request, HttpResponse.BodyHandlers.discarding());
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      customers.shutdownNow();
    }
  }
}
