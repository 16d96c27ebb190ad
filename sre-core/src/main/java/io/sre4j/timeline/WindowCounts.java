package io.sre4j.timeline;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What was counted in one window that ends at the last tick. Immutable.
 *
 * <p>Counts are exact but for the oldest slot of the window, 1/60 of its length or 1 second at
 * most, of which the part inside the window is taken in proportion. They are units of the budget:
 * events, or slices of a time-slice SLO (billionths of a slice for RatioTimeslices).
 *
 * @param window the window's length; the elapsed part of it for a page of a calendar
 * @param good good units
 * @param bad bad units
 * @param coverage the share of the window in which the process was measuring, from 0 to 1
 * @param continuity the same share, of the part since measuring began: below 1 there was a gap
 * @param state whether there is something to judge
 */
public record WindowCounts(
    Duration window, long good, long bad, double coverage, double continuity, DataState state) {

  /** Whether there is something to judge. Only {@link #MEASURED} has a ratio. */
  public enum DataState {
    /** Events were counted; the ratio may well be 100 %. */
    MEASURED,
    /** The process was measuring, the SLI has had events before, and there were none. */
    NO_TRAFFIC,
    /** The process was measuring, and this SLI has never had an event: is it wired at all? */
    NO_DATA,
    /** The process was not measuring: stopped, suspended, or the probe gave no value. */
    NOT_MEASURED
  }

  /** Good and bad units together. */
  public long total() {
    return good + bad;
  }

  /** Bad units / all units, from 0 to 1; empty if nothing was counted. */
  public OptionalDouble errorRatio() {
    return total() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bad / total());
  }
}
