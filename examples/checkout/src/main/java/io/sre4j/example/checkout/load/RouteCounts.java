package io.sre4j.example.checkout.load;

/**
 * What the customers saw of one route.
 *
 * @param good answers below 500; a 404 is a right answer
 * @param bad answers from 500 on
 * @param slow good answers that took longer than the latency threshold, by the customer's clock
 * @param lost requests without an answer: nobody knows whether the shop counted them
 */
public record RouteCounts(long good, long bad, long slow, long lost) {
  static final RouteCounts NONE = new RouteCounts(0, 0, 0, 0);

  public RouteCounts plus(RouteCounts other) {
    return new RouteCounts(
        good + other.good, bad + other.bad, slow + other.slow, lost + other.lost);
  }

  public long answered() {
    return good + bad;
  }
}
