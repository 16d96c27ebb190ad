package io.sre4j.simulation;

import io.sre4j.budget.Detectability;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What alert policies do for an SLO at one traffic. Immutable.
 *
 * @param slo the promise
 * @param eventsPerHour the traffic, random by Poisson's law
 * @param seed gives the same numbers again
 * @param policies the SLO's own first, each with the evidence gate and without
 * @param unfit presets that do not work for the SLO, and why
 */
public record SimulationReport(
    Slo slo,
    double eventsPerHour,
    long seed,
    List<PolicyResult> policies,
    Map<String, String> unfit) {

  /** Copies what it is given. */
  public SimulationReport {
    policies = List.copyOf(policies);
    unfit = Map.copyOf(unfit);
  }

  /**
   * One policy.
   *
   * @param policy with or without the gate
   * @param detectability what it finds, by calculation and with the gate
   * @param quiet at error shares that keep the promise, in the order asked for
   * @param burning at error shares that break it, in the order asked for
   */
  public record PolicyResult(
      AlertPolicy policy, Detectability detectability, List<Quiet> quiet, List<Burning> burning) {
    /** Copies what it is given. */
    public PolicyResult {
      quiet = List.copyOf(quiet);
      burning = List.copyOf(burning);
    }
  }

  /**
   * False alerts.
   *
   * @param errorShare the share of events that fail, independently
   * @param burnRate the same by what the objective allows; at most 1
   * @param pagesPer30Days how often a page begins while none fires
   * @param ticketsPer30Days the same of tickets
   */
  public record Quiet(
      double errorShare, double burnRate, double pagesPer30Days, double ticketsPer30Days) {}

  /**
   * True alerts.
   *
   * @param errorShare the share of events that fail, independently
   * @param burnRate the same by what the objective allows; above 1
   * @param toPage the median time until a page; empty if most runs had none
   * @param toAlert the median time until a page or a ticket; empty if most runs had neither
   * @param found the share of runs with any alert
   * @param within how long a run lasts
   */
  public record Burning(
      double errorShare,
      double burnRate,
      Optional<Duration> toPage,
      Optional<Duration> toAlert,
      double found,
      Duration within) {}
}
