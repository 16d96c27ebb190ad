package io.sre4j.budget;

/**
 * How many bad events a window needs before chance is ruled out.
 *
 * <p>A service that exactly keeps its objective has mu = events x (1 - target) bad events in a
 * window on average, and by Poisson's law more than the 0.9999 quantile of that once in 10,000
 * looks. Errors that come in clusters, as retries make them, vary more: both the mean and the count
 * are divided by the dispersion (variance / mean), as Laney's p' chart does. Example: 60 events at
 * 99.9 % have mu = 0.06; 3 bad ones are evidence, 2 are not.
 */
public final class EvidenceGate {
  /** The probability of as many bad events in a window of a service that keeps its objective. */
  public static final double ALPHA = 1e-4;

  // Beyond it the exact sum is slow and the closed form is within 2 counts of it.
  private static final double LARGE_MEAN = 500;

  private EvidenceGate() {}

  /**
   * The least count of bad events that is evidence.
   *
   * @param expected bad events on average if the objective is just kept; not negative
   * @param dispersion variance / mean of the bad events, from 1
   */
  public static long requiredBad(double expected, double dispersion) {
    long clusters = quantile(expected / dispersion) + 1;
    return (long) Math.ceil(clusters * dispersion - 1e-9);
  }

  /** The least k for which Poisson(mean) exceeds k with a probability of at most ALPHA. */
  static long quantile(double mean) {
    if (mean > LARGE_MEAN) {
      return (long) Math.floor(mean + 3.72 * Math.sqrt(mean) + 3.14);
    }
    double term = Math.exp(-mean);
    double sum = term;
    long k = 0;
    while (sum < 1 - ALPHA) {
      k++;
      term *= mean / k;
      sum += term;
    }
    return k;
  }
}
