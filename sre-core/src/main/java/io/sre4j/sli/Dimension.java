package io.sre4j.sli;

/** An attribute by which bad events are counted. */
public enum Dimension {
  /** The template of the operation. */
  ROUTE,
  /** The exception's class. */
  EXCEPTION,
  /** What was waited for or failed. */
  DEPENDENCY
}
