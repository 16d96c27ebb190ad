package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.TimeWindow.Calendar;
import io.sre4j.slo.TimeWindow.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "America/New_York",
          "America/Havana",
          "Asia/Kathmandu",
          "Asia/Beirut",
          "Africa/Cairo",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Pacific/Kiritimati");

  @ParameterizedTest
  @CsvSource({"PT0S, 0s", "PT59M59S, 59m59s", "P91D, 91d", "PT2160H0.001S, 90d1ms"})
  void rolling_outsideOneHourToNinetyDays_isRejected(Duration length, String value) {
    assertRejected(
        () -> TimeWindow.rolling(length), "window", value, "a rolling window lasts from 1h to 90d");
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 1h", "P90D, 90d", "P30D, 30d", "PT36H, 1d12h"})
  void rolling_withinTheRange_keepsItsLength(Duration length, String text) {
    TimeWindow window = TimeWindow.rolling(length);

    assertThat(window.nominalLength()).isEqualTo(length);
    assertThat(window.text()).isEqualTo(text);
    assertThat(TimeWindow.parse(text)).isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({
    "day, DAY, UTC, 1",
    "week, WEEK, UTC, 7",
    "MONTH, MONTH, UTC, 30",
    "month Europe/Berlin, MONTH, Europe/Berlin, 30",
    "'  Quarter   Asia/Kathmandu ', QUARTER, Asia/Kathmandu, 90",
    "year +02:00, YEAR, +02:00, 365"
  })
  void parse_calendar_hasUnitZoneAndNominalLength(String text, Unit unit, String zone, int days) {
    TimeWindow window = TimeWindow.parse(text);

    assertThat(window).isEqualTo(TimeWindow.calendar(unit, ZoneId.of(zone)));
    assertThat(window.nominalLength()).isEqualTo(Duration.ofDays(days));
    assertThat(TimeWindow.parse(window.text())).isEqualTo(window);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fortnight", "-30d", "month Europe/Berlin UTC", "months"})
  void parse_neither_namesTheChoices(String text) {
    assertRejected(
        () -> TimeWindow.parse(text),
        "window",
        text,
        "is neither a duration such as 30d nor one of [day, week, month, quarter, year]");
  }

  @ParameterizedTest
  @CsvSource({"month Berlin, Berlin", "day Europe/Nowhere, Europe/Nowhere", "year +99, +99"})
  void parse_unknownZone_namesIt(String text, String zone) {
    assertRejected(
        () -> TimeWindow.parse(text), "window", text, "'" + zone + "' is no time zone; write");
  }

  @ParameterizedTest
  @CsvSource({"30x, is not a duration", "30d UTC, is not a duration", "10m, from 1h to 90d"})
  void parse_badLength_isRejected(String text, String remedy) {
    assertRejected(() -> TimeWindow.parse(text), "window", text, remedy);
  }

  /** The ordinary days beside the odd ones stand in between, so that a constant would fail. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 23",
    "Europe/Berlin, 2026-03-30T12:00:00Z, 2026-03-29T22:00:00Z, 24",
    "Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 25",
    "America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 23",
    "America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04T03:00:00Z, 23",
    "America/Sao_Paulo, 2018-11-04T02:59:59Z, 2018-11-03T03:00:00Z, 24",
    "America/Sao_Paulo, 2018-02-18T01:30:00Z, 2018-02-17T02:00:00Z, 25",
    "Asia/Kathmandu, 2026-01-01T00:00:00Z, 2025-12-31T18:15:00Z, 24",
    "Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 24"
  })
  void calendar_oddDay_startsAtItsFirstInstant(
      String zone, Instant instant, Instant start, int hours) {
    Calendar day = new Calendar(Unit.DAY, ZoneId.of(zone));

    assertThat(day.startOf(instant)).isEqualTo(start);
    assertThat(day.endOf(instant)).isEqualTo(start.plus(Duration.ofHours(hours)));
  }

  @ParameterizedTest
  @CsvSource({
    "MONTH, 2028-02-29T12:00:00Z, 2028-02-01, 2028-03-01",
    "MONTH, 2027-02-28T12:00:00Z, 2027-02-01, 2027-03-01",
    "MONTH, 2026-12-31T23:59:59Z, 2026-12-01, 2027-01-01",
    "QUARTER, 2026-05-31T00:00:00Z, 2026-04-01, 2026-07-01",
    "QUARTER, 2026-12-31T23:59:59Z, 2026-10-01, 2027-01-01",
    "QUARTER, 2027-01-01T00:00:00Z, 2027-01-01, 2027-04-01",
    "YEAR, 2026-12-31T23:59:59Z, 2026-01-01, 2027-01-01",
    "YEAR, 2028-02-29T00:00:00Z, 2028-01-01, 2029-01-01",
    "WEEK, 2026-11-22T23:59:59Z, 2026-11-16, 2026-11-23",
    "WEEK, 2026-11-23T00:00:00Z, 2026-11-23, 2026-11-30",
    "WEEK, 2027-01-01T00:00:00Z, 2026-12-28, 2027-01-04",
    "DAY, 2028-02-29T23:59:59Z, 2028-02-29, 2028-03-01"
  })
  void calendar_boundary_isTheDatesMidnight(
      Unit unit, Instant instant, LocalDate start, LocalDate end) {
    ZoneId utc = ZoneId.of("UTC");
    Calendar page = new Calendar(unit, utc);

    assertThat(page.startOf(instant)).isEqualTo(start.atStartOfDay(utc).toInstant());
    assertThat(page.endOf(instant)).isEqualTo(end.atStartOfDay(utc).toInstant());
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void calendar_randomInstantAndZone_agreesWithANaiveWalk(Unit unit) {
    long seed = 90210L + unit.ordinal();
    Random random = new Random(seed);
    Instant origin = Instant.parse("2011-06-01T00:00:00Z");
    for (int i = 0; i < 500; i++) {
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      Instant instant = origin.plusMillis((long) (random.nextDouble() * 9e11));
      Calendar page = new Calendar(unit, zone);
      String where = "seed " + seed + ": " + unit + " of " + instant + " in " + zone;

      Instant start = page.startOf(instant);
      Instant end = page.endOf(instant);
      assertThat(start).as(where).isEqualTo(walkBack(unit, zone, instant));
      assertThat(end).as(where).isEqualTo(walkOn(unit, zone, instant));
      assertThat(page.startOf(end)).as(where).isEqualTo(end);
      assertThat(page.endOf(start.minusNanos(1))).as(where).isEqualTo(start);
    }
  }

  /** Goes back by quarter hours, on which all clocks change, to the page's first. */
  private static Instant walkBack(Unit unit, ZoneId zone, Instant instant) {
    Instant step = quarterHour(instant);
    while (isSamePage(unit, zone, step.minusSeconds(900), instant)) {
      step = step.minusSeconds(900);
    }
    return step;
  }

  private static Instant walkOn(Unit unit, ZoneId zone, Instant instant) {
    Instant step = quarterHour(instant).plusSeconds(900);
    while (isSamePage(unit, zone, step, instant)) {
      step = step.plusSeconds(900);
    }
    return step;
  }

  private static Instant quarterHour(Instant instant) {
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), 900L) * 900);
  }

  private static boolean isSamePage(Unit unit, ZoneId zone, Instant one, Instant other) {
    LocalDate a = LocalDate.ofInstant(one, zone);
    LocalDate b = LocalDate.ofInstant(other, zone);
    return switch (unit) {
      case DAY -> a.equals(b);
      case WEEK -> monday(a).equals(monday(b));
      case MONTH -> a.getYear() == b.getYear() && a.getMonth() == b.getMonth();
      case QUARTER ->
          a.getYear() == b.getYear() && (a.getMonthValue() + 2) / 3 == (b.getMonthValue() + 2) / 3;
      case YEAR -> a.getYear() == b.getYear();
    };
  }

  private static LocalDate monday(LocalDate date) {
    LocalDate day = date;
    while (day.getDayOfWeek() != DayOfWeek.MONDAY) {
      day = day.minusDays(1);
    }
    return day;
  }

  @Test
  void calendar_yearInBerlin_hasAllItsHours() {
    Calendar year = new Calendar(Unit.YEAR, ZoneId.of("Europe/Berlin"));
    Instant summer = Instant.parse("2028-07-01T00:00:00Z");

    assertThat(Duration.between(year.startOf(summer), year.endOf(summer)))
        .isEqualTo(Duration.ofDays(366));
  }

  @Test
  void endOf_clocksWentBackOverMidnight_isLaterThanTheInstant() {
    TimeWindow.Calendar day =
        (TimeWindow.Calendar) TimeWindow.calendar(Unit.DAY, ZoneId.of("America/St_Johns"));
    Instant from = Instant.parse("2010-11-06T00:00:00Z");
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      Instant instant = from.plusSeconds(60L * minute);
      assertThat(day.endOf(instant)).isAfter(instant);
      assertThat(day.startOf(instant)).isBeforeOrEqualTo(instant);
    }
  }
}
