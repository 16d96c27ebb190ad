package io.sre4j.slo;

/** What an alert asks of people. */
public enum Severity {
  /** Someone acts now. */
  PAGE,
  /** Someone acts within days. */
  TICKET
}
