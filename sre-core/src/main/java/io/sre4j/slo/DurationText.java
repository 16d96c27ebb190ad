package io.sre4j.slo;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them: {@code 30d}, {@code 5m}, {@code 1h30m}, {@code 300ms}.
 *
 * <p>A day is 24 hours here; days of a calendar are {@link TimeWindow.Calendar}'s.
 */
public final class DurationText {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?"
              + "(?:(\\d{1,12})us)?(?:(\\d{1,12})ns)?");

  private DurationText() {}

  /**
   * Reads {@code 30d}, {@code 1h30m}, {@code 300ms} or an ISO-8601 duration ({@code PT5M}).
   *
   * @throws InvalidDefinitionException if the text is neither
   */
  public static Duration parse(String path, String text) {
    String trimmed = text.trim();
    if (trimmed.startsWith("P")) {
      return parseIso(path, trimmed);
    }
    Matcher matcher = TEXT.matcher(trimmed);
    if (trimmed.isEmpty() || !matcher.matches()) {
      throw malformed(path, text);
    }
    return Duration.ofDays(number(matcher, 1))
        .plusHours(number(matcher, 2))
        .plusMinutes(number(matcher, 3))
        .plusSeconds(number(matcher, 4))
        .plusMillis(number(matcher, 5))
        .plusNanos(number(matcher, 6) * 1_000 + number(matcher, 7));
  }

  /** Writes the duration with units from d to ns, leaving out those that are zero. */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
    append(text, duration.toNanosPart() % 1_000, "ns");
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static Duration parseIso(String path, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw malformed(path, text);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw malformed(path, text);
    }
  }

  private static InvalidDefinitionException malformed(String path, String text) {
    return new InvalidDefinitionException(
        path, text, "is not a duration; write a number and d, h, m, s or ms, as in 30d or 1h30m");
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
