package io.sre4j.slo;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/** The period over which a promise is kept: the last so many days, or a page of the calendar. */
public sealed interface TimeWindow {

  /** The length that alert policies are scaled by: a month counts as 30 days, a quarter as 90. */
  Duration nominalLength();

  /** The period as configuration writes it: {@code 30d}, {@code month Europe/Berlin}. */
  String text();

  /**
   * The period that ends now.
   *
   * @param length from 1 hour to 90 days
   * @throws InvalidDefinitionException if the length is outside that range
   */
  static TimeWindow rolling(Duration length) {
    return new Rolling(length);
  }

  /** A page of the calendar in a time zone, right on the days a clock changes. */
  static TimeWindow calendar(Unit unit, ZoneId zone) {
    return new Calendar(unit, zone);
  }

  /**
   * Reads {@code 30d}, {@code month} (in UTC) or {@code month Europe/Berlin}.
   *
   * @throws InvalidDefinitionException if it is none of these
   */
  static TimeWindow parse(String text) {
    String trimmed = text.trim();
    String[] words = trimmed.split("\\s+", -1);
    for (Unit unit : Unit.values()) {
      if (words[0].equalsIgnoreCase(unit.name()) && words.length <= 2) {
        return calendar(unit, words.length == 2 ? zone(text, words[1]) : ZoneId.of("UTC"));
      }
    }
    if (!trimmed.matches("[0-9P].*")) {
      throw new InvalidDefinitionException(
          "window", text, "is neither a duration such as 30d nor one of " + units());
    }
    return rolling(DurationText.parse("window", trimmed));
  }

  private static ZoneId zone(String text, String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new InvalidDefinitionException(
          "window", text, "'" + id + "' is no time zone; write one such as Europe/Berlin or UTC");
    }
  }

  private static String units() {
    return Arrays.toString(Unit.values()).toLowerCase(Locale.ROOT);
  }

  /** The pages of a calendar. A week starts on Monday (ISO 8601). */
  enum Unit {
    DAY(1),
    WEEK(7),
    MONTH(30),
    QUARTER(90),
    YEAR(365);

    private final Duration nominalLength;

    Unit(int days) {
      this.nominalLength = Duration.ofDays(days);
    }

    private LocalDate startOf(LocalDate date) {
      return switch (this) {
        case DAY -> date;
        case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> date.withDayOfMonth(1);
        case QUARTER -> date.withMonth((date.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
        case YEAR -> date.withDayOfYear(1);
      };
    }

    private LocalDate next(LocalDate start) {
      return switch (this) {
        case DAY -> start.plusDays(1);
        case WEEK -> start.plusWeeks(1);
        case MONTH -> start.plusMonths(1);
        case QUARTER -> start.plusMonths(3);
        case YEAR -> start.plusYears(1);
      };
    }
  }

  /**
   * The period that ends now and began so long ago.
   *
   * @param length from 1 hour to 90 days
   */
  record Rolling(Duration length) implements TimeWindow {
    private static final Duration MIN = Duration.ofHours(1);
    private static final Duration MAX = Duration.ofDays(90);

    /** Checks the range. */
    public Rolling {
      if (length.compareTo(MIN) < 0 || length.compareTo(MAX) > 0) {
        throw new InvalidDefinitionException(
            "window", DurationText.format(length), "a rolling window lasts from 1h to 90d");
      }
    }

    @Override
    public Duration nominalLength() {
      return length;
    }

    @Override
    public String text() {
      return DurationText.format(length);
    }
  }

  /**
   * A page of the calendar.
   *
   * @param unit day, week, month, quarter or year
   * @param zone whose midnights the pages begin at
   */
  record Calendar(Unit unit, ZoneId zone) implements TimeWindow {

    /** The first instant of the page that holds {@code instant}. */
    public Instant startOf(Instant instant) {
      return unit.startOf(LocalDate.ofInstant(instant, zone)).atStartOfDay(zone).toInstant();
    }

    /** The first instant after the page that holds {@code instant}. */
    public Instant endOf(Instant instant) {
      LocalDate next = unit.next(unit.startOf(LocalDate.ofInstant(instant, zone)));
      Instant end = next.atStartOfDay(zone).toInstant();
      // Where clocks went back over midnight, the last hour of a page comes twice.
      return end.isAfter(instant) ? end : unit.next(next).atStartOfDay(zone).toInstant();
    }

    @Override
    public Duration nominalLength() {
      return unit.nominalLength;
    }

    @Override
    public String text() {
      return unit.name().toLowerCase(Locale.ROOT) + " " + zone.getId();
    }
  }
}
