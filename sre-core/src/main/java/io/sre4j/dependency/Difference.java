package io.sre4j.dependency;

import io.sre4j.finding.Proportion;

/**
 * By how much one share is greater than another, from independent events, and where the true
 * difference lies. Immutable.
 *
 * <p>The interval is Newcombe's, made of the Wilson intervals l to u of the shares p1 and p2; it
 * holds 95 % also for few events and shares close to 0 or 1:
 *
 * <pre>
 * low  = p1 - p2 - sqrt((p1 - l1)^2 + (u2 - p2)^2)
 * high = p1 - p2 + sqrt((u1 - p1)^2 + (p2 - l2)^2)
 * </pre>
 *
 * <p>(R. G. Newcombe, Interval estimation for the difference between independent proportions, 1998,
 * method 10.) Example: 56 of 70 are 0.2 more than 48 of 80, and the difference lies between 0.0524
 * and 0.3339.
 *
 * @param first the share that is expected to be greater
 * @param second the other one
 */
public record Difference(Proportion first, Proportion second) {

  /** From -1 to 1; NaN if nothing was counted on one side. */
  public double value() {
    return first.value() - second.value();
  }

  /** The least difference that is likely, from -1 to 1; -1 if nothing was counted on one side. */
  public double low() {
    return isKnown()
        ? value() - Math.hypot(first.value() - first.low(), second.high() - second.value())
        : -1;
  }

  /** The greatest difference that is likely; 1 if nothing was counted on one side. */
  public double high() {
    return isKnown()
        ? value() + Math.hypot(first.high() - first.value(), second.value() - second.low())
        : 1;
  }

  private boolean isKnown() {
    return first.whole() > 0 && second.whole() > 0;
  }
}
