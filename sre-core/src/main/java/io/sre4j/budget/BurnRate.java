package io.sre4j.budget;

import io.sre4j.slo.Target;
import io.sre4j.timeline.WindowCounts;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How many times faster than allowed a budget burns: at 1 it lasts exactly its period. Immutable.
 *
 * <p>Burn rate = (bad / (good + bad)) / (1 - target); SRE Workbook, chapter 5. 20 bad of 1,000
 * events at 99 %: 0.02 / 0.01 = 2.
 *
 * @param counts what was counted
 * @param value the burn rate, from 0; empty if nothing was counted
 */
public record BurnRate(WindowCounts counts, OptionalDouble value) {

  /** The burn rate of one window against one target. */
  public static BurnRate of(WindowCounts counts, Target target) {
    OptionalDouble ratio = counts.errorRatio();
    return new BurnRate(
        counts,
        ratio.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(ratio.getAsDouble() / target.errorBudget().doubleValue()));
  }

  /**
   * Whether {@code bad / total} is greater than {@code threshold}, without rounding: floating point
   * decides unless both sides agree in the first twelve digits, then decimals do.
   *
   * @param threshold factor x (1 - target)
   * @param exact the same, asked for only if decimals have to decide
   */
  public static boolean exceeds(
      long bad, long total, double threshold, Supplier<BigDecimal> exact) {
    double right = threshold * total;
    if (Math.abs(bad - right) > right * 1e-12) {
      return bad > right;
    }
    return BigDecimal.valueOf(bad).compareTo(exact.get().multiply(BigDecimal.valueOf(total))) > 0;
  }
}
