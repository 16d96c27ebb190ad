package io.sre4j.artifact;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The evidence gate in closed form: with mu bad events expected, more than mu + z sqrt(mu) + c are
 * no chance. c = (z^2 - 1) / 6 + 1 by Cornish and Fisher, z is the normal quantile of the rule's
 * alpha. Example: 60 events at 99.9 % have mu = 0.06; 5 bad ones pass (0.06 + 0.91 + 3.14 = 4.11).
 *
 * <p>It asks for as much as {@link io.sre4j.budget.EvidenceGate} or at most 3 bad events more (7
 * more beyond the fourth rule of a policy). Errors that come in clusters of dispersion d: mu + z
 * sqrt(d mu) + d c.
 */
final class Gate {
  // By the rule's place in its policy; alpha is 1e-4 at first, a quarter for each further rule.
  private static final String[] Z = {
    "3.72", "4.06", "4.37", "4.67", "4.94", "5.21", "5.46", "5.70", "5.93", "6.16", "6.37", "6.58",
    "6.79", "6.98", "7.04", "7.04"
  };
  private static final BigDecimal SIX = BigDecimal.valueOf(6);

  private final BigDecimal spread;
  private final BigDecimal offset;

  Gate(int place, double dispersion) {
    BigDecimal z = new BigDecimal(Z[place]);
    BigDecimal c =
        z.multiply(z)
            .subtract(BigDecimal.ONE)
            .divide(SIX, MathContext.DECIMAL64)
            .add(BigDecimal.ONE);
    BigDecimal d = BigDecimal.valueOf(dispersion);
    this.spread = rounded(z.multiply(d.sqrt(MathContext.DECIMAL64)));
    this.offset = rounded(c.multiply(d));
  }

  /** More bad events than that pass. */
  double limit(double expected) {
    return expected + spread.doubleValue() * Math.sqrt(expected) + offset.doubleValue();
  }

  /** The same in PromQL, of an expression for the expected events. */
  String limit(String expected) {
    return expected
        + " + "
        + PromText.number(spread)
        + " * sqrt("
        + expected
        + ") + "
        + PromText.number(offset);
  }

  private static BigDecimal rounded(BigDecimal number) {
    return number.setScale(2, java.math.RoundingMode.HALF_UP);
  }
}
