package io.sre4j.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What all instances have counted for one SLO over its period, as a Prometheus knows it. Immutable.
 *
 * <p>Counts are estimates: Prometheus extrapolates increases to the edges of its steps.
 *
 * @param slo the SLO's name
 * @param window the period's length; the elapsed part of it for a page of a calendar
 * @param asOf when it was read; it is not renewed
 * @param good good events
 * @param bad bad events
 * @param coverage the share of the window's steps for which Prometheus had a value, from 0 to 1
 */
public record FleetWindow(
    String slo, Duration window, Instant asOf, double good, double bad, double coverage) {

  /** Whose counts they are: always {@code FLEET}. */
  public String scope() {
    return "FLEET";
  }

  /** Bad events / all events, from 0 to 1; empty if nothing was counted. */
  public OptionalDouble errorRatio() {
    return good + bad > 0 ? OptionalDouble.of(bad / (good + bad)) : OptionalDouble.empty();
  }
}
