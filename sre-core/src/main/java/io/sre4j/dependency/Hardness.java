package io.sre4j.dependency;

/** Whether a route can do without a dependency. */
public enum Hardness {
  /** Requests fail where it fails. */
  HARD,
  /** Requests succeed although it fails. */
  SOFT,
  /** Too few failures were seen, or they do not tell. */
  UNKNOWN
}
