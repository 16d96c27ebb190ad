package io.sre4j.budget;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is left of a period's error budget. Immutable.
 *
 * <p>Remaining = 1 - burn rate over the period: 1 untouched, 0 spent, below 0 overspent.
 *
 * @param state whether it may be believed
 * @param remaining of what was measured; empty if nothing was counted
 * @param spent the share of the whole period's budget that is known to have gone: burn rate x the
 *     measured share of the period; empty if nothing was counted
 * @param coverage the share of the period that was measured, from 0 to 1
 * @param exhaustion when it will be spent at the pace of the last hour; empty if it will not be, or
 *     nobody knows
 */
public record ErrorBudget(
    State state,
    OptionalDouble remaining,
    OptionalDouble spent,
    double coverage,
    Optional<Exhaustion> exhaustion) {
  /** Below this share of measured time a verdict is not given. */
  public static final double COVERAGE_FLOOR = 0.9;

  /** Whether the remaining budget may be believed. */
  public enum State {
    /** The period was measured, and some budget is left. */
    LEFT,
    /** The period was measured, and the budget is spent. */
    SPENT,
    /** Too little of the period was measured: the figure holds for that part only. */
    UNKNOWN
  }

  /**
   * The budget after a burn rate over its period.
   *
   * @param periodBurn burn rate over the period; empty if nothing was counted
   * @param coverage the share of the period that was measured
   * @param measuredShare the same, of the whole page where the period is a page of a calendar
   */
  public static ErrorBudget of(
      OptionalDouble periodBurn,
      double coverage,
      double measuredShare,
      Optional<Exhaustion> exhaustion) {
    if (periodBurn.isEmpty()) {
      return new ErrorBudget(
          State.UNKNOWN,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          coverage,
          Optional.empty());
    }
    double burn = periodBurn.getAsDouble();
    State verdict = burn < 1 ? State.LEFT : State.SPENT;
    return new ErrorBudget(
        coverage < COVERAGE_FLOOR ? State.UNKNOWN : verdict,
        OptionalDouble.of(1 - burn),
        OptionalDouble.of(burn * Math.min(1, measuredShare)),
        coverage,
        exhaustion);
  }

  /**
   * When the budget will be spent if the last hour goes on, with an 80 % interval.
   *
   * @param expected at the pace of the last hour
   * @param earliest only one in ten such hours would spend it sooner
   * @param latest only one in ten would spend it later; capped at 100 periods
   */
  public record Exhaustion(Duration expected, Duration earliest, Duration latest) {}
}
