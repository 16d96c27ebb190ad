package io.sre4j.slo;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The share of events that is promised to be good: an exact decimal between 0 and 1, both excluded.
 *
 * <p>Kept as a decimal, because 99.95 % read as a binary fraction is another, slightly smaller,
 * promise. At most nine decimals. Immutable.
 *
 * @param ratio the share, without trailing zeros: 0.9995 for 99.95 %
 */
public record Target(BigDecimal ratio) implements Comparable<Target> {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,30})?");
  private static final int MAX_DECIMALS = 9;
  private static final String PATH = "target";
  private static final String RANGE =
      "a target lies between 0 and 1, both excluded; write it as 99.9% or 0.999";

  /**
   * Checks the range.
   *
   * @throws InvalidDefinitionException if the ratio is not between 0 and 1 or has more than nine
   *     decimals
   */
  public Target {
    ratio = ratio.stripTrailingZeros();
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) >= 0) {
      throw new InvalidDefinitionException(PATH, ratio.toPlainString(), RANGE);
    }
    if (ratio.scale() > MAX_DECIMALS) {
      throw new InvalidDefinitionException(
          PATH,
          ratio.toPlainString(),
          "has more than nine decimals, which no count can tell apart");
    }
  }

  /**
   * Reads {@code 99.95%}, {@code 99.95 %} or {@code 0.9995}.
   *
   * @throws InvalidDefinitionException if it is no decimal number or not within the range
   */
  public static Target of(String text) {
    String trimmed = text.trim();
    boolean percent = trimmed.endsWith("%");
    String digits = percent ? trimmed.substring(0, trimmed.length() - 1).trim() : trimmed;
    if (!DECIMAL.matcher(digits).matches()) {
      throw new InvalidDefinitionException(PATH, text, "is not a decimal number" + hint(digits));
    }
    BigDecimal number = new BigDecimal(digits);
    BigDecimal ratio = percent ? number.movePointLeft(2) : number;
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.ONE) >= 0) {
      throw new InvalidDefinitionException(PATH, text, RANGE + likelyMeant(number, percent));
    }
    return new Target(ratio);
  }

  /**
   * The decimal that a {@code double} prints as: {@code of(0.9995)} is exactly 0.9995.
   *
   * @throws InvalidDefinitionException if it is NaN, infinite or not within the range
   */
  public static Target of(double ratio) {
    if (!Double.isFinite(ratio)) {
      throw new InvalidDefinitionException(PATH, ratio, RANGE);
    }
    return of(BigDecimal.valueOf(ratio).stripTrailingZeros().toPlainString());
  }

  /** The share of events that may be bad: exactly 1 - target. */
  public BigDecimal errorBudget() {
    return BigDecimal.ONE.subtract(ratio);
  }

  @Override
  public int compareTo(Target other) {
    return ratio.compareTo(other.ratio);
  }

  /** The target in per cent: {@code 99.95%}. */
  @Override
  public String toString() {
    return ratio.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private static String hint(String digits) {
    String withPoint = digits.replace(',', '.');
    if (withPoint.startsWith("-") || !DECIMAL.matcher(withPoint).matches()) {
      return "; write it as 99.9% or 0.999";
    }
    String unit = withPoint.startsWith("0.") ? "" : "%";
    return "; decimals follow a point: write " + withPoint + unit;
  }

  private static String likelyMeant(BigDecimal number, boolean percent) {
    boolean looksLikePercent =
        !percent
            && number.compareTo(BigDecimal.ONE) > 0
            && number.compareTo(BigDecimal.valueOf(100)) < 0;
    return looksLikePercent ? " (was " + number.toPlainString() + "% meant?)" : "";
  }
}
