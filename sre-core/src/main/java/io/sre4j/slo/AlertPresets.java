package io.sre4j.slo;

import static io.sre4j.slo.Severity.PAGE;
import static io.sre4j.slo.Severity.TICKET;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The published tables of multi-window burn-rate alerts.
 *
 * <p>A factor follows from the share of the budget that may go in the long window: share x period /
 * long window. 2 % of 30 days in 1 hour: 0.02 x 720 h / 1 h = 14.4 (SRE Workbook, chapter 5).
 */
final class AlertPresets {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final Duration M30 = Duration.ofMinutes(30);
  private static final Duration H1 = Duration.ofHours(1);
  private static final Duration H2 = Duration.ofHours(2);
  private static final Duration H6 = Duration.ofHours(6);
  private static final Duration D1 = Duration.ofDays(1);
  private static final Duration D3 = Duration.ofDays(3);
  private static final Duration D30 = Duration.ofDays(30);

  private AlertPresets() {}

  /**
   * SRE Workbook, table 5-8. From 28 to 31 days the windows are the table's and the factors follow
   * from its shares; for other periods the windows scale and the factors stay, so that the same
   * share of the budget has gone when an alert fires.
   */
  static AlertPolicy google(Duration period) {
    long days = period.toDays();
    if (days >= 28 && days <= 31) {
      return AlertPolicy.of(
          "google",
          spending("2", period, PAGE, H1, M5),
          spending("5", period, PAGE, H6, M30),
          spending("10", period, TICKET, D3, H6));
    }
    return AlertPolicy.of(
        "google",
        scaled(period, PAGE, H1, M5, 14.4),
        scaled(period, PAGE, H6, M30, 6),
        scaled(period, TICKET, D3, H6, 1));
  }

  /** Sloth's built-in tables for 30 and 28 days, and the one of its examples for 7 days. */
  static AlertPolicy sloth(Duration period) {
    String[] shares =
        period.equals(Duration.ofDays(7))
            ? new String[] {"8", "12.5", "20", "42"}
            : new String[] {"2", "5", "10", "10"};
    requirePeriod("sloth", period, 7, 28, 30);
    return AlertPolicy.of(
        "sloth",
        spending(shares[0], period, PAGE, H1, M5),
        spending(shares[1], period, PAGE, H6, M30),
        spending(shares[2], period, TICKET, D1, H2),
        spending(shares[3], period, TICKET, D3, H6));
  }

  /** Pyrra: windows and hold times scale with the period, rounded to minutes; factors stay. */
  static AlertPolicy pyrra(Duration period) {
    if (period.compareTo(Duration.ofDays(3)) < 0) {
      throw new InvalidDefinitionException(
          "alerting",
          "pyrra for " + DurationText.format(period),
          "its short window would round to nothing; use a period from 3d on, or google");
    }
    return AlertPolicy.of(
        "pyrra",
        pyrraRule(period, PAGE, 672, 8064, 14, 20160),
        pyrraRule(period, PAGE, 112, 1344, 7, 2688),
        pyrraRule(period, TICKET, 28, 336, 2, 672),
        pyrraRule(period, TICKET, 7, 112, 1, 224));
  }

  /** Datadog's recommended thresholds for 7, 30 and 90 days. */
  static AlertPolicy datadog(Duration period) {
    requirePeriod("datadog", period, 7, 30, 90);
    double[] factors =
        switch ((int) period.toDays()) {
          case 7 -> new double[] {16.8, 5.6, 2.8};
          case 30 -> new double[] {14.4, 6, 3};
          default -> new double[] {21.6, 10.8, 4.5};
        };
    return AlertPolicy.of(
        "datadog",
        AlertRule.of(PAGE, H1, M5, factors[0]),
        AlertRule.of(PAGE, H6, M30, factors[1]),
        AlertRule.of(TICKET, D1, H2, factors[2]));
  }

  private static Duration wholeSeconds(Duration window, double ratio) {
    return Duration.ofSeconds(Math.max(10, Math.round(window.toSeconds() * ratio)));
  }

  private static AlertRule spending(
      String percent, Duration period, Severity severity, Duration longWindow, Duration shorter) {
    BigDecimal factor =
        new BigDecimal(percent)
            .movePointLeft(2)
            .multiply(BigDecimal.valueOf(period.toSeconds()))
            .divide(BigDecimal.valueOf(longWindow.toSeconds()), MathContext.DECIMAL64);
    return AlertRule.of(severity, longWindow, shorter, factor.doubleValue());
  }

  private static AlertRule scaled(
      Duration period, Severity severity, Duration longWindow, Duration shorter, double factor) {
    double ratio = (double) period.toSeconds() / D30.toSeconds();
    return scale(AlertRule.of(severity, longWindow, shorter, factor), ratio);
  }

  /** The same rule with other windows: whole seconds, at least 10 of them, the long one longer. */
  static AlertRule scale(AlertRule rule, double ratio) {
    Duration shorter = wholeSeconds(rule.shortWindow(), ratio);
    Duration longer = wholeSeconds(rule.longWindow(), ratio);
    return new AlertRule(
        rule.severity(),
        longer.compareTo(shorter) > 0 ? longer : shorter.multipliedBy(2),
        shorter,
        rule.factor(),
        Duration.ofSeconds(Math.round(rule.holdFor().toSeconds() * ratio)));
  }

  private static AlertRule pyrraRule(
      Duration period, Severity severity, int longPart, int shortPart, double factor, int hold) {
    return new AlertRule(
        severity,
        wholeMinutes(period.dividedBy(longPart)),
        wholeMinutes(period.dividedBy(shortPart)),
        factor,
        wholeMinutes(period.dividedBy(hold)));
  }

  private static Duration wholeMinutes(Duration duration) {
    return Duration.ofMinutes(Math.round(duration.toSeconds() / 60.0));
  }

  private static void requirePeriod(String preset, Duration period, Integer... days) {
    List<Duration> published = Arrays.stream(days).map(Duration::ofDays).toList();
    if (!published.contains(period)) {
      throw new InvalidDefinitionException(
          "alerting",
          preset + " for " + DurationText.format(period),
          "has tables for "
              + Arrays.toString(days)
              + " days only; use google, which has one for every period, or rules of your own");
    }
  }
}
