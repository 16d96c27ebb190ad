package io.sre4j.timeline;

/**
 * Events of a period, whatever the unit of the budget is.
 *
 * @param good events that kept the promise
 * @param bad events that broke it
 * @param excluded events that say nothing, or fell into a maintenance window
 */
public record EventCounts(long good, long bad, long excluded) {

  /** The sum of both. */
  public EventCounts plus(EventCounts other) {
    return new EventCounts(good + other.good, bad + other.bad, excluded + other.excluded);
  }
}
