package io.sre4j.facts;

import io.sre4j.finding.Proportion;

/**
 * Served events by what tracing knows of them. Immutable.
 *
 * <p>An event is <em>covered</em> if it belongs to a trace, recorded or not: sampling does not
 * change coverage. How much of it is recorded and sampled is said beside.
 *
 * @param unobserved passed by whatever observes: neither counted for an SLI nor traced
 * @param untraced observed, and of no trace
 * @param unrecorded of a trace, sampled out
 * @param recorded recorded, but not sampled
 * @param sampled recorded and exported
 */
public record TraceCounts(
    long unobserved, long untraced, long unrecorded, long recorded, long sampled) {
  /** Nothing was served. */
  public static final TraceCounts NONE = new TraceCounts(0, 0, 0, 0, 0);

  /** All events. */
  public long served() {
    return observed() + unobserved;
  }

  /** The events that SLIs count. */
  public long observed() {
    return untraced + covered();
  }

  /** The events of a trace, whatever sampling decided. */
  public long covered() {
    return unrecorded + recorded + sampled;
  }

  /** The events of no trace. */
  public long uncovered() {
    return unobserved + untraced;
  }

  /** The share of the events that belong to a trace: the head-line number. */
  public Proportion coverage() {
    return new Proportion(covered(), served());
  }

  /** The share of the covered events that were recorded, sampled or not. */
  public Proportion recording() {
    return new Proportion(recorded + sampled, covered());
  }

  /** The share of the covered events that were sampled. */
  public Proportion sampling() {
    return new Proportion(sampled, covered());
  }

  /** The sums of both. */
  public TraceCounts plus(TraceCounts other) {
    return new TraceCounts(
        unobserved + other.unobserved,
        untraced + other.untraced,
        unrecorded + other.unrecorded,
        recorded + other.recorded,
        sampled + other.sampled);
  }
}
