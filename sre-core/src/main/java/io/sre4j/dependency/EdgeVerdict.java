package io.sre4j.dependency;

import io.sre4j.finding.Proportion;

/**
 * Whether a route can do without a dependency, and by what evidence. Immutable.
 *
 * <p>Compared are the requests in which this dependency failed <em>alone</em> with those in which
 * every call was fine. Failures that coincide with another dependency's say nothing: one of the two
 * may be to blame for both.
 *
 * <ul>
 *   <li>{@code HARD}: at least half of the requests fail where it fails, and more than otherwise:
 *       the lower bound of {@code whenFailed} exceeds 0.5, that of {@code difference} 0.
 *   <li>{@code SOFT}: the upper bound of {@code difference} is less than 0.5.
 *   <li>{@code UNKNOWN}: fewer than {@value #MINIMUM} failures alone, or neither of the two.
 * </ul>
 *
 * <p>With {@value #MINIMUM} failures, a dependency that takes 90 % of the requests with it is taken
 * for unknown in 1.1 % of all cases, one that takes 10 % too (the exact binomial distribution).
 *
 * @param hardness the verdict
 * @param reason why it is no more than that, for people; empty unless it is unknown
 * @param whenFailed bad requests of those in which it failed alone
 * @param whenFine bad requests of those in which it was called and every call was fine
 * @param difference of the two shares
 */
public record EdgeVerdict(
    Hardness hardness,
    String reason,
    Proportion whenFailed,
    Proportion whenFine,
    Difference difference) {
  /** So many requests must have seen it fail alone. */
  public static final int MINIMUM = 20;

  private static final double HALF = 0.5;

  /** The verdict over one dependency of one route. */
  static EdgeVerdict of(EdgeCounts counts) {
    Proportion failed = counts.failedAlone();
    Proportion fine = counts.allFine();
    if (failed.whole() < MINIMUM) {
      return unknown(
          counts,
          "failed alone in "
              + failed.whole()
              + " requests, together with others in "
              + counts.failedTogether().whole()
              + "; to judge, "
              + MINIMUM
              + " alone are needed");
    }
    if (fine.whole() == 0) {
      return unknown(counts, "no request to compare with, in which all calls were fine");
    }
    Difference difference = new Difference(failed, fine);
    if (failed.low() > HALF && difference.low() > 0) {
      return new EdgeVerdict(Hardness.HARD, "", failed, fine, difference);
    }
    if (difference.high() < HALF) {
      return new EdgeVerdict(Hardness.SOFT, "", failed, fine, difference);
    }
    return unknown(counts, "the requests in which it failed do not tell yet");
  }

  /** No verdict, whatever was counted. */
  static EdgeVerdict unknown(EdgeCounts counts, String reason) {
    Proportion failed = counts.failedAlone();
    Proportion fine = counts.allFine();
    return new EdgeVerdict(Hardness.UNKNOWN, reason, failed, fine, new Difference(failed, fine));
  }
}
