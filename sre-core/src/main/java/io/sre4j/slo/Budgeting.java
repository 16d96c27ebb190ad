package io.sre4j.slo;

import java.time.Duration;

/**
 * What one unit of the error budget is, as OpenSLO defines it.
 *
 * <p>A slice without counted events is neither good nor bad: it is left out. Slices are aligned to
 * multiples of their length since the epoch; the running slice counts once it is over.
 */
public sealed interface Budgeting {

  /** Every event is one unit: good events / counted events. */
  static Budgeting occurrences() {
    return new Occurrences();
  }

  /**
   * Every slice is one unit, good if the share of good events in it reaches {@code sliceTarget}.
   *
   * @param slice from 10 seconds to 1 hour
   */
  static Budgeting timeslices(Duration slice, Target sliceTarget) {
    return new Timeslices(slice, sliceTarget);
  }

  /**
   * Every slice is one unit, as good as the share of good events in it: the mean of the shares.
   *
   * @param slice from 10 seconds to 1 hour
   */
  static Budgeting ratioTimeslices(Duration slice) {
    return new RatioTimeslices(slice);
  }

  /** Every event is one unit. */
  record Occurrences() implements Budgeting {}

  /**
   * Every slice is one unit, good or bad.
   *
   * @param slice from 10 seconds to 1 hour
   * @param sliceTarget the share of good events from which on a slice is good
   */
  record Timeslices(Duration slice, Target sliceTarget) implements Budgeting {
    /** Checks the range. */
    public Timeslices {
      checkSlice(slice);
    }
  }

  /**
   * Every slice is one unit, in part good.
   *
   * @param slice from 10 seconds to 1 hour
   */
  record RatioTimeslices(Duration slice) implements Budgeting {
    /** Checks the range. */
    public RatioTimeslices {
      checkSlice(slice);
    }
  }

  private static void checkSlice(Duration slice) {
    boolean wholeSeconds = slice.toNanosPart() == 0;
    if (slice.compareTo(Duration.ofSeconds(10)) < 0
        || slice.compareTo(Duration.ofHours(1)) > 0
        || !wholeSeconds) {
      throw new InvalidDefinitionException(
          "budgeting.slice",
          DurationText.format(slice),
          "a slice lasts from 10s to 1h, in whole seconds");
    }
  }
}
