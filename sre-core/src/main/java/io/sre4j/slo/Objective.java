package io.sre4j.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A promise about one SLI: so large a share of its events is good. Any number of objectives may
 * stand over one SLI; each event is still counted once. Immutable.
 *
 * <p>An <em>availability</em> objective asks that an event succeeds. A <em>latency</em> objective
 * asks that it succeeds within a threshold: a fast failure is no service, so it counts as bad; an
 * event that succeeded but was recorded without a duration is left out, as nobody knows.
 *
 * @param sli the SLI's name
 * @param threshold the longest good duration, included; empty for availability
 * @param target the share that is promised
 * @param weight how much of the SLO's burn this objective is; 1 unless the SLO is a composite
 */
public record Objective(
    String sli, Optional<Duration> threshold, Target target, BigDecimal weight) {
  private static final Duration MAX_THRESHOLD = Duration.ofHours(24);

  /**
   * Checks the ranges.
   *
   * @throws InvalidDefinitionException if the threshold is not positive and at most 24 hours, or
   *     the weight is not positive
   */
  public Objective {
    threshold.ifPresent(Objective::checkThreshold);
    if (weight.signum() <= 0) {
      throw new InvalidDefinitionException("weight", weight, "a weight is positive");
    }
    weight = new BigDecimal(weight.stripTrailingZeros().toPlainString());
  }

  /** So large a share of the events succeeds. */
  public static Objective availability(String sli, Target target) {
    return new Objective(sli, Optional.empty(), target, BigDecimal.ONE);
  }

  /** So large a share of the events succeeds within the threshold, that included. */
  public static Objective latency(String sli, Duration threshold, Target target) {
    return new Objective(sli, Optional.of(threshold), target, BigDecimal.ONE);
  }

  /** The same objective with a weight, for a composite SLO: 2 burns the budget twice as fast. */
  public Objective weight(double weight) {
    if (!Double.isFinite(weight)) {
      throw new InvalidDefinitionException("weight", weight, "a weight is positive");
    }
    return new Objective(sli, threshold, target, BigDecimal.valueOf(weight));
  }

  /** The objective in words: {@code 99.9% of http succeed within 300ms}. */
  @Override
  public String toString() {
    return target
        + " of "
        + sli
        + " succeed"
        + threshold.map(t -> " within " + DurationText.format(t)).orElse("");
  }

  private static void checkThreshold(Duration threshold) {
    if (threshold.isNegative() || threshold.isZero() || threshold.compareTo(MAX_THRESHOLD) > 0) {
      throw new InvalidDefinitionException(
          "latency", threshold, "a threshold is longer than 0s and at most 24h, such as 300ms");
    }
  }
}
