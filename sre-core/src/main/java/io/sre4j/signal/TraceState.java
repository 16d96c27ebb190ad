package io.sre4j.signal;

/**
 * What tracing knows of one served event. The first two are gaps; the others are covered, whatever
 * sampling decided.
 */
public enum TraceState {
  /** It passed by whatever observes, so it is neither counted for an SLI nor traced. */
  UNOBSERVED,
  /** It was observed and belongs to no trace. */
  UNTRACED,
  /** It belongs to a trace, and its span is not recorded: sampled out. */
  UNRECORDED,
  /** Its span is recorded, but not sampled: seen by this process only. */
  RECORDED,
  /** Its span is recorded and exported. */
  SAMPLED
}
