package io.sre4j.example.agent;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Real requests over connections that are kept, and what became of them. */
final class Customers {
  private static final int THREADS = 8;
  private static final int SERVER_ERROR = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Customers() {}

  /**
   * What became of the requests, as the customers saw it.
   *
   * @param good all answers below 500
   * @param bad all others
   * @param goodCheckouts of these those of {@code POST /checkout}
   * @param badCheckouts of these those of {@code POST /checkout}
   */
  record Counts(long good, long bad, long goodCheckouts, long badCheckouts) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          good + other.good,
          bad + other.bad,
          goodCheckouts + other.goodCheckouts,
          badCheckouts + other.badCheckouts);
    }

    long all() {
      return good + bad;
    }
  }

  /** Sends so many requests, the same for the same seed, and waits for all answers. */
  static Counts send(String shop, int requests, long seed) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Counts>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int share = requests / THREADS + (i < requests % THREADS ? 1 : 0);
        Random random = new Random(seed + i);
        parts.add(threads.submit(() -> one(client, shop, share, random)));
      }
      Counts sum = Counts.NONE;
      for (Future<Counts> part : parts) {
        sum = sum.plus(part.get());
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Counts one(HttpClient client, String shop, int requests, Random random)
      throws Exception {
    Counts counts = Counts.NONE;
    for (int i = 0; i < requests; i++) {
      int percent = random.nextInt(100);
      boolean isCheckout = percent < 10;
      String path = isCheckout ? "/checkout" : percent < 30 ? "/products" : product(random);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(shop + path))
              .timeout(PATIENCE)
              .method(isCheckout ? "POST" : "GET", BodyPublishers.noBody())
              .build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      long bad = status >= SERVER_ERROR ? 1 : 0;
      long own = isCheckout ? 1 : 0;
      counts = counts.plus(new Counts(1 - bad, bad, own * (1 - bad), own * bad));
    }
    return counts;
  }

  /** The 21st does not exist: a 404, and no fault of the shop. */
  private static String product(Random random) {
    return "/products/" + (1 + random.nextInt(21));
  }
}
