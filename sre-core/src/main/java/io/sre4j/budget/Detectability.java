package io.sre4j.budget;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the alerts of an SLO can find, and how soon, with the traffic seen. Immutable.
 *
 * @param eventsPerHour counted units per hour, of all objectives; 0 if none were seen yet
 * @param delays for burn rates 2, 6, 14.4 and a full outage: how long until an alert fires, on
 *     average, with a full and clean history
 * @param blind the ids of rules that can hardly work: even in an outage their evidence takes longer
 *     than their long window
 */
public record Detectability(double eventsPerHour, List<Delay> delays, List<String> blind) {
  private static final double[] BURN_RATES = {2, 6, 14.4};
  private static final double MINUTES_PER_YEAR = 525_600;

  /** Copies the lists. */
  public Detectability {
    delays = List.copyOf(delays);
    blind = List.copyOf(blind);
  }

  /**
   * How soon one burn rate is found.
   *
   * @param label {@code burn 6} or {@code outage}
   * @param burnRate the burn rate
   * @param byPolicy by the first rule that can; empty if none can
   * @param bound no method that cries wolf once a year can be faster on average (Lorden 1971);
   *     empty for a composite and without traffic
   */
  public record Delay(
      String label, double burnRate, Optional<Duration> byPolicy, Optional<Duration> bound) {}

  /** The report in one line, for a log. */
  public String describe() {
    if (eventsPerHour == 0) {
      return "no traffic seen yet, so nobody knows what the alerts could find";
    }
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "at %,.0f events/h", eventsPerHour));
    for (Delay delay : delays) {
      text.append("; ")
          .append(delay.label())
          .append(
              delay
                  .byPolicy()
                  .map(d -> " found in " + DurationText.format(d))
                  .orElse(" never found"));
      delay
          .bound()
          .ifPresent(
              d -> text.append(" (no method: under ").append(DurationText.format(d)).append(')'));
    }
    if (!blind.isEmpty()) {
      text.append("; too little traffic for ").append(blind);
    }
    return text.toString();
  }

  /**
   * Computes the report.
   *
   * @param eventsPerHour counted units per hour
   * @param expectedBadPerHour bad units per hour if the objective is just kept
   * @param dispersion variance / mean of bad events, from 1
   */
  public static Detectability of(
      Slo slo, double eventsPerHour, double expectedBadPerHour, double dispersion) {
    double outage = slo.maxBurnRate().doubleValue();
    List<Delay> delays = new ArrayList<>();
    for (double burn : BURN_RATES) {
      if (burn < outage) {
        delays.add(
            delay(slo, "burn " + trim(burn), burn, eventsPerHour, expectedBadPerHour, dispersion));
      }
    }
    delays.add(delay(slo, "outage", outage, eventsPerHour, expectedBadPerHour, dispersion));
    List<String> blind = new ArrayList<>();
    List<AlertRule> rules = slo.alerting().rules();
    for (int i = 0; i < rules.size(); i++) {
      AlertRule rule = rules.get(i);
      if (secondsToFire(rule, i, outage, expectedBadPerHour, dispersion)
          == Double.POSITIVE_INFINITY) {
        blind.add(rule.id());
      }
    }
    return new Detectability(eventsPerHour, delays, blind);
  }

  private static Delay delay(
      Slo slo, String label, double burn, double perHour, double expectedBad, double dispersion) {
    double seconds = Double.POSITIVE_INFINITY;
    List<AlertRule> rules = slo.alerting().rules();
    for (int i = 0; i < rules.size(); i++) {
      seconds = Math.min(seconds, secondsToFire(rules.get(i), i, burn, expectedBad, dispersion));
    }
    return new Delay(label, burn, duration(seconds), bound(slo, burn, perHour));
  }

  /**
   * Both must come true: the long window's ratio passes the factor after factor x long window /
   * burn rate (SRE Workbook, chapter 5: 14.4 x 1 h / 1,000 = 52 s), and the bad events become
   * evidence. Both within the long window, or never.
   */
  private static double secondsToFire(
      AlertRule rule, int place, double burn, double expectedBadPerHour, double dispersion) {
    double window = rule.longWindow().toSeconds();
    double ratio = rule.factor() * window / burn;
    double expected = expectedBadPerHour * window / 3600;
    double required = EvidenceGate.requiredBad(expected, dispersion, place);
    double evidence = required / (expectedBadPerHour * burn) * 3600;
    double seconds = Math.max(ratio, evidence);
    return burn > rule.factor() && seconds <= window
        ? seconds + rule.holdFor().toSeconds()
        : Double.POSITIVE_INFINITY;
  }

  /** ln(one year) / (events per minute x KL divergence), for Bernoulli events. */
  private static Optional<Duration> bound(Slo slo, double burn, double perHour) {
    if (slo.isComposite() || perHour <= 0) {
      return Optional.empty();
    }
    double kept = slo.objectives().get(0).target().errorBudget().doubleValue();
    double burning = Math.min(1, burn * kept);
    double good = burning == 1 ? 0 : (1 - burning) * Math.log((1 - burning) / (1 - kept));
    double divergence = burning * Math.log(burning / kept) + good;
    double minutes = Math.log(MINUTES_PER_YEAR) / (perHour / 60 * divergence);
    return duration(minutes * 60);
  }

  private static Optional<Duration> duration(double seconds) {
    return seconds < 1e10
        ? Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)))
        : Optional.empty();
  }

  private static String trim(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
