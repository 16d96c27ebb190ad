package io.sre4j.finding;

/** How much a defect takes from whoever needs a trace; the worst first. */
public enum Level {
  /** Traces are missing or lead nowhere. */
  HIGH,
  /** Traces are there, but say less than they should, or something wrong. */
  MEDIUM,
  /** Costs time when a trace is read. */
  LOW,
  /** Worth knowing; perhaps intended. */
  INFO
}
