package io.sre4j.score;

/**
 * One rule of the Instrumentation Score. Immutable.
 *
 * @param id as the specification has it: {@code RES-005}
 * @param signal what it looks at
 * @param impact how much it weighs
 * @param title what it asks for, in our words
 */
public record ScoreRule(String id, Signal signal, Impact impact, String title) {

  /** What a rule looks at. */
  public enum Signal {
    /** The resource of all telemetry. */
    RESOURCE,
    /** Spans and traces. */
    SPAN,
    /** Metrics. */
    METRIC,
    /** Log records. */
    LOG,
    /** The SDK itself. */
    SDK
  }
}
