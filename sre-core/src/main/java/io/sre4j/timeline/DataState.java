package io.sre4j.timeline;

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
