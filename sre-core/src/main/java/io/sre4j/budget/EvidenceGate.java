package io.sre4j.budget;

/**
 * How many bad events a window needs before chance is ruled out.
 *
 * <p>A service that exactly keeps its objective has mu = events x (1 - target) bad events in a
 * window on average, and by Poisson's law more than the 0.9999 quantile of that once in 10,000
 * looks. Example: 60 events at 99.9 % have mu = 0.06; 3 bad ones are evidence, 2 are not. That is
 * for a policy's first rule; each further one is another chance to be wrong and asks for a quarter
 * of the probability of the one before, so that the second rule needs 4.
 *
 * <p>Errors that come in clusters, as retries make them, vary more: both the mean and the count are
 * divided by the dispersion (variance / mean), as Laney's p' chart does.
 *
 * <p>A gate is of one rule, and remembers: what it asks for is a sum of hundreds of terms, too slow
 * for every tick of an incident. It asks for more, the more bad events are expected. So what passed
 * with more expected passes with less, and what failed with less fails with more: one known demand
 * answers for all ticks on its safe side. The one that is kept is of a tenth more (or less) than
 * was expected when it was worked out, so that it lasts. Not thread-safe.
 */
public final class EvidenceGate {
  /** The chance of as many bad events in the window of a policy's first rule. */
  public static final double ALPHA = 1e-4;

  /** Each further rule is another chance to be wrong, so it gets a quarter of the one before. */
  private static final double SHARE_OF_NEXT_RULE = 0.25;

  // The sum of probabilities is no more precise than that.
  private static final double MIN_ALPHA = 1e-12;

  // Beyond it the exact sum is slow and the closed form is within 2 counts of it.
  private static final double LARGE_MEAN = 500;

  private static final double AHEAD = 1.1;

  private final int rule;
  private double knownDispersion;
  private double knownExpected;
  private long knownDemand;

  /**
   * A gate that knows nothing yet.
   *
   * @param rule the rule's place in its policy, from 0
   */
  public EvidenceGate(int rule) {
    this.rule = rule;
  }

  /**
   * The least count of bad events that passes.
   *
   * @param expected bad events on average if the objective is just kept; not negative
   * @param dispersion variance / mean of the bad events, from 1
   */
  public long required(double expected, double dispersion) {
    return requiredBad(expected, dispersion, rule);
  }

  /** Whether so many bad events pass. */
  public boolean passes(double observed, double expected, double dispersion) {
    if (isKnownToPass(observed, expected, dispersion)) {
      return true;
    }
    if (dispersion == knownDispersion && expected >= knownExpected && observed < knownDemand) {
      return false;
    }
    boolean passes = observed >= required(expected, dispersion);
    knownDispersion = dispersion;
    knownExpected = passes ? expected * AHEAD : expected / AHEAD;
    knownDemand = required(knownExpected, dispersion);
    return passes;
  }

  /** Whether it follows from what is known already that so many bad events pass. */
  public boolean isKnownToPass(double observed, double expected, double dispersion) {
    return dispersion == knownDispersion && expected <= knownExpected && observed >= knownDemand;
  }

  /** Up to how many expected events {@link #isKnownToPass} can hold. */
  public double knownExpected() {
    return knownExpected;
  }

  /**
   * The least count of bad events that is evidence.
   *
   * @param expected bad events on average if the objective is just kept; not negative
   * @param dispersion variance / mean of the bad events, from 1
   * @param rule the rule's place in its policy, from 0
   */
  public static long requiredBad(double expected, double dispersion, int rule) {
    double alpha = Math.max(MIN_ALPHA, ALPHA * Math.pow(SHARE_OF_NEXT_RULE, rule));
    long clusters = quantile(expected / dispersion, alpha) + 1;
    return (long) Math.ceil(clusters * dispersion - 1e-9);
  }

  /** The least k that Poisson(mean) exceeds with a probability of at most alpha. */
  static long quantile(double mean, double alpha) {
    if (mean > LARGE_MEAN) {
      return closedForm(mean, alpha);
    }
    double term = Math.exp(-mean);
    double sum = term;
    long k = 0;
    while (sum < 1 - alpha) {
      k++;
      term *= mean / k;
      sum += term;
    }
    return k;
  }

  /** Poisson's quantile by Cornish and Fisher: mean + z sqrt(mean) + (z^2 - 1) / 6, rounded up. */
  private static long closedForm(double mean, double alpha) {
    // The normal quantile of small alpha: z = t - (2.30753 + 0.27061 t) / (1 + 0.99229 t + ...).
    double t = Math.sqrt(-2 * Math.log(alpha));
    double z = t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
    return (long) Math.ceil(mean + z * Math.sqrt(mean) + (z * z - 1) / 6);
  }
}
