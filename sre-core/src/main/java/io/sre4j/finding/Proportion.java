package io.sre4j.finding;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.Locale;

/**
 * A share that was counted, and where the true one lies. Immutable.
 *
 * <p>The interval is Wilson's, which holds 95 % also for few events and shares close to 0 or 1:
 * with z = 1.96, n = {@code whole} and p = {@code part} / n,
 *
 * <pre>(p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n)</pre>
 *
 * <p>(E. B. Wilson, 1927; R. G. Newcombe, 1998, method 3). Example: 0 of 20 is a share of 0 to
 * 0.16, 15 of 148 one of 0.062 to 0.160.
 *
 * @param part events of one kind
 * @param whole all events
 */
public record Proportion(long part, long whole) {
  /** Nothing was counted: the share may be any. */
  public static final Proportion NOTHING = new Proportion(0, 0);

  // The normal distribution's quantile of 0.975.
  private static final double Z = 1.959963984540054;

  /**
   * Checks the counts.
   *
   * @throws InvalidDefinitionException unless 0 {@literal <=} part {@literal <=} whole
   */
  public Proportion {
    if (part < 0 || part > whole) {
      throw new InvalidDefinitionException(
          "proportion", part + " of " + whole, "a part lies between 0 and the whole");
    }
  }

  /** The counted share, from 0 to 1; NaN if nothing was counted. */
  public double value() {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The least share that is likely, from 0 to 1; 0 if nothing was counted. */
  public double low() {
    return part == 0 ? 0 : center() - margin();
  }

  /** The greatest share that is likely, from 0 to 1; 1 if nothing was counted. */
  public double high() {
    return part == whole ? 1 : center() + margin();
  }

  /** {@code 24 of 1,000 (2.40 %)}; cut, not rounded, so that only all is 100 %. */
  public String describe() {
    String counts = String.format(Locale.ROOT, "%,d of %,d", part, whole);
    return whole == 0 ? counts : counts + " (" + percent(value()) + ")";
  }

  /** A share in per cent with two decimals, cut: {@code 99.99 %} is less than all. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 10_000 + 1e-6) / 100);
  }

  private double center() {
    return (value() + Z * Z / (2.0 * whole)) / (1 + Z * Z / whole);
  }

  private double margin() {
    double p = value();
    double n = whole;
    return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
  }
}
