package io.sre4j.slo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pair of windows of an alert policy: it burns when the burn rates of both windows are greater
 * than the factor.
 *
 * @param severity what it asks of people
 * @param longWindow how much budget must have gone: from 10 seconds to 90 days
 * @param shortWindow that it still goes: from 10 seconds, shorter than the long window
 * @param factor the burn rate that is too much; positive. Read as the decimal it prints as
 * @param holdFor how long both must burn without a break before the alert fires; often zero
 */
public record AlertRule(
    Severity severity, Duration longWindow, Duration shortWindow, double factor, Duration holdFor) {
  private static final Duration MIN = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofDays(90);
  private static final Pattern ID = Pattern.compile("(page|ticket) ([0-9a-z]+)/([0-9a-z]+)");

  /**
   * Checks the ranges.
   *
   * @throws InvalidDefinitionException naming the component that is out of its range
   */
  public AlertRule {
    checkWindow("long", longWindow);
    checkWindow("short", shortWindow);
    if (shortWindow.compareTo(longWindow) >= 0) {
      throw new InvalidDefinitionException(
          "short",
          DurationText.format(shortWindow),
          "must be shorter than the long window, " + DurationText.format(longWindow));
    }
    if (!Double.isFinite(factor) || factor <= 0) {
      throw new InvalidDefinitionException("factor", factor, "a burn-rate factor is positive");
    }
    if (holdFor.isNegative() || holdFor.compareTo(longWindow) > 0) {
      throw new InvalidDefinitionException(
          "for", DurationText.format(holdFor), "lasts from 0s to the length of the long window");
    }
  }

  /** A rule that fires as soon as both windows burn. */
  public static AlertRule of(
      Severity severity, Duration longWindow, Duration shortWindow, double factor) {
    return new AlertRule(severity, longWindow, shortWindow, factor, Duration.ZERO);
  }

  /** Names the rule within its SLO, stable across restarts: {@code page 1h/5m}. */
  public String id() {
    return severity.name().toLowerCase(Locale.ROOT)
        + " "
        + DurationText.format(longWindow)
        + "/"
        + DurationText.format(shortWindow);
  }

  /**
   * The rule that an {@link #id} names; empty if the text is none, or a component is out of its
   * range.
   */
  public static Optional<AlertRule> ofId(String id, double factor, Duration holdFor) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Severity severity = Severity.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
      Duration longWindow = DurationText.parse("long", matcher.group(2));
      Duration shortWindow = DurationText.parse("short", matcher.group(3));
      return Optional.of(new AlertRule(severity, longWindow, shortWindow, factor, holdFor));
    } catch (InvalidDefinitionException e) {
      return Optional.empty();
    }
  }

  private static void checkWindow(String path, Duration window) {
    boolean wholeSeconds = window.toNanosPart() == 0;
    if (window.compareTo(MIN) < 0 || window.compareTo(MAX) > 0 || !wholeSeconds) {
      throw new InvalidDefinitionException(
          path,
          DurationText.format(window),
          "an alert window lasts from 10s to 90d, in whole seconds");
    }
  }
}
