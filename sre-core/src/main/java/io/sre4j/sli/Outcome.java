package io.sre4j.sli;

/** What became of an event, as the user sees it. */
public enum Outcome {
  /** The user got what they asked for. */
  GOOD,
  /** The service failed the user. */
  BAD,
  /** It says nothing about the service: a client that went away, a load test, a health check. */
  EXCLUDED
}
