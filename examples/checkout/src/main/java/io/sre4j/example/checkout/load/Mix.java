package io.sre4j.example.checkout.load;

import io.sre4j.example.checkout.shop.Shop;
import java.util.Random;

/** What customers ask for, in fixed proportions; the same sequence for the same seed. */
public final class Mix {
  private static final int UNKNOWN_PRODUCT = Shop.PRODUCTS + 1;
  private final Random random;

  Mix(long seed) {
    this.random = new Random(seed);
  }

  /** The next request: 35 % lists, 25 % products, 10 % recommendations, 30 % checkouts. */
  public Request next() {
    int percent = random.nextInt(100);
    if (percent < 35) {
      return new Request(Route.PRODUCTS, Route.PRODUCTS.template());
    }
    if (percent < 60) {
      return new Request(Route.PRODUCT, "/products/" + product());
    }
    Route route = percent < 70 ? Route.RECOMMENDATIONS : Route.CHECKOUT;
    return new Request(route, route.template());
  }

  /** One in ten asks for a product that does not exist: a 404, and no fault of the shop. */
  private int product() {
    return random.nextInt(10) == 0 ? UNKNOWN_PRODUCT : 1 + random.nextInt(Shop.PRODUCTS);
  }

  /**
   * One request.
   *
   * @param route what it is counted as
   * @param path what is asked for
   */
  public record Request(Route route, String path) {}
}
