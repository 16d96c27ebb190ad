package io.sre4j.otel.sampling;

import java.util.concurrent.TimeUnit;

/**
 * Which of nine levels of sampling a burn rate asks for: up at once, down one level for each minute
 * in which less was asked for all the time. Not thread-safe.
 *
 * <p>Level 0 while the budget lasts (a burn rate up to 1), level 8 from the factor of the first
 * page on, and in between by the logarithm: ceil(8 ln b / ln B). Example: B = 14.4, a burn rate of
 * 3 asks for ceil(8 x 1.099 / 2.667) = 4.
 */
final class RatioController {
  static final int LEVELS = 8;
  private static final long CALM = TimeUnit.MINUTES.toNanos(1);

  private int level;
  private long calmSince;
  private boolean isCalm;

  /**
   * The level from now on.
   *
   * @param burnRate the highest of those that count; NaN if nothing was counted: nothing changes
   * @param pageFactor that of the first page, above 1
   * @param nanos now, by the monotonic clock
   */
  int next(double burnRate, double pageFactor, long nanos) {
    if (Double.isNaN(burnRate)) {
      return level;
    }
    int wanted = wanted(burnRate, pageFactor);
    if (wanted >= level) {
      level = wanted;
      isCalm = false;
    } else if (!isCalm) {
      isCalm = true;
      calmSince = nanos;
    } else if (nanos - calmSince >= CALM) {
      level--;
      calmSince = nanos;
    }
    return level;
  }

  static int wanted(double burnRate, double pageFactor) {
    if (burnRate <= 1) {
      return 0;
    }
    if (burnRate >= pageFactor) {
      return LEVELS;
    }
    return (int) Math.ceil(LEVELS * Math.log(burnRate) / Math.log(pageFactor));
  }
}
