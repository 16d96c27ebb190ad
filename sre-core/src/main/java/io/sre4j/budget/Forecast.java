package io.sre4j.budget;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import java.time.Duration;
import java.util.Optional;

/** When a budget will be spent, if the last hour goes on. */
public final class Forecast {
  private static final double TENTH_OF_NORMAL = 1.2815515655446004;
  private static final int MAX_PERIODS = 100;

  private Forecast() {}

  /**
   * Time left = share of the budget left x period / burn rate. The interval comes from the Gamma
   * posterior of the bad events' rate (Jeffreys' prior, shape = bad + 1/2), its quantiles by Wilson
   * and Hilferty. 90 % left of 30 days at burn rate 9: 3 days; with 100 bad events seen, 2.6 to 3.4
   * days.
   *
   * @param left the share of the budget that is left, from 0 to 1
   * @param burnRate of the last hour
   * @param bad events that the burn rate comes from, divided by their dispersion
   * @return empty if nothing burns or nothing is left
   */
  public static Optional<Exhaustion> exhaustion(
      double left, Duration period, double burnRate, double bad) {
    if (!(left > 0) || !(burnRate > 0) || !(bad > 0)) {
      return Optional.empty();
    }
    double periods = left / burnRate;
    double shape = bad + 0.5;
    return Optional.of(
        new Exhaustion(
            times(period, periods),
            times(period, periods * bad / gammaQuantile(shape, TENTH_OF_NORMAL)),
            times(period, periods * bad / gammaQuantile(shape, -TENTH_OF_NORMAL))));
  }

  /** Wilson and Hilferty (1931): the cube root of a Gamma variable is nearly normal. */
  static double gammaQuantile(double shape, double normalQuantile) {
    double root = 1 - 1 / (9 * shape) + normalQuantile / (3 * Math.sqrt(shape));
    return shape * root * root * root;
  }

  private static Duration times(Duration period, double factor) {
    double capped = Math.min(Math.max(factor, 0), MAX_PERIODS);
    return Duration.ofSeconds(Math.round(period.toSeconds() * capped));
  }
}
