package io.sre4j.finding;

/** What a rule can say. Only {@link #FAIL} has findings. */
public enum FindingState {
  /** Enough was seen, and nothing wrong. */
  PASS,
  /** Something is wrong. */
  FAIL,
  /** Nobody can know here: what tells is not there, or it is too early. */
  NOT_ASSESSABLE,
  /** Too little happened to judge. */
  NO_TRAFFIC
}
