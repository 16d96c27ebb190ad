package io.sre4j.slo;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * When people are to be told that a budget burns: rules, the most urgent first. Immutable.
 *
 * @param name the preset's name, or one of your own; shown with every alert
 * @param rules at most 16, each pair of windows once per severity; none switches alerts off
 * @param gated whether an alert waits for evidence: bad events that cannot be chance
 */
public record AlertPolicy(String name, List<AlertRule> rules, boolean gated) {
  private static final int MAX_RULES = 16;
  private static final String PATH = "alerting";

  /**
   * Copies and checks the rules.
   *
   * @throws InvalidDefinitionException if there are more than 16, or two of one id
   */
  public AlertPolicy {
    rules = List.copyOf(rules);
    if (rules.size() > MAX_RULES) {
      throw new InvalidDefinitionException(
          PATH, rules.size() + " rules", "a policy has at most " + MAX_RULES);
    }
    Set<String> ids = new HashSet<>();
    for (AlertRule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new InvalidDefinitionException(
            PATH, rule.id(), "stands twice; each pair of windows may occur once per severity");
      }
    }
  }

  /** A policy whose alerts wait for evidence. */
  public AlertPolicy(String name, List<AlertRule> rules) {
    this(name, rules, true);
  }

  /**
   * The same policy, whose alerts fire on the burn rates alone, as published: with little traffic
   * that is often by chance.
   */
  public AlertPolicy withoutGate() {
    return new AlertPolicy(name, rules, false);
  }

  /** A policy of your own. */
  public static AlertPolicy of(String name, AlertRule... rules) {
    return new AlertPolicy(name, List.of(rules));
  }

  /** No alerts: budgets and burn rates are still reported. */
  public static AlertPolicy none() {
    return new AlertPolicy("none", List.of());
  }

  /**
   * A published policy for a period.
   *
   * <ul>
   *   <li>{@code google}: SRE Workbook, table 5-8, for every period; exact for 28 to 31 days
   *   <li>{@code sloth}: 7, 28 and 30 days
   *   <li>{@code pyrra}: from 3 days on; windows scale with the period, to whole minutes
   *   <li>{@code datadog}: 7, 30 and 90 days
   *   <li>{@code none}
   * </ul>
   *
   * @throws InvalidDefinitionException if there is no such preset, or none for this period
   */
  public static AlertPolicy preset(String name, TimeWindow window) {
    Duration period = window.nominalLength();
    return switch (name.trim().toLowerCase(Locale.ROOT)) {
      case "google" -> AlertPresets.google(period);
      case "sloth" -> AlertPresets.sloth(period);
      case "pyrra" -> AlertPresets.pyrra(period);
      case "datadog" -> AlertPresets.datadog(period);
      case "none" -> none();
      default ->
          throw new InvalidDefinitionException(
              PATH, name, "is no preset; choose google, sloth, pyrra, datadog or none");
    };
  }

  /**
   * The same policy with every window and hold time divided, as a demonstration or a drill needs
   * it. The name says so.
   *
   * @param divisor from 1 on; windows stay whole seconds, at least 10, the long one longer
   * @throws InvalidDefinitionException if the divisor is less than 1, or so large that two rules
   *     become the same
   */
  public AlertPolicy scaledDown(int divisor) {
    if (divisor < 1) {
      throw new InvalidDefinitionException(PATH, divisor, "is divided by a number from 1 on");
    }
    List<AlertRule> scaled =
        rules.stream().map(rule -> AlertPresets.scale(rule, 1.0 / divisor)).toList();
    return new AlertPolicy(name + ", windows 1:" + divisor, scaled, gated);
  }
}
