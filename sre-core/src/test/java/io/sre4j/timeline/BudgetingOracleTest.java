package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Slices and pages of the calendar against naive lists. */
class BudgetingOracleTest {
  private static final long SEED = 4_711;
  private static final Duration D2 = Duration.ofDays(2);
  private static final Duration SLICE = Duration.ofMinutes(1);
  private static final Target SLICE_TARGET = Target.of("95%");
  private static final AlertPolicy POLICY =
      AlertPolicy.of(
          "test",
          AlertRule.of(Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 2),
          AlertRule.of(Severity.TICKET, Duration.ofHours(6), Duration.ofMinutes(30), 2));

  @ParameterizedTest
  @EnumSource
  void timeslices_anyStream_equalNaiveSlices(EventStream stream) {
    check(stream, Budgeting.timeslices(SLICE, SLICE_TARGET));
  }

  @ParameterizedTest
  @EnumSource
  void ratioTimeslices_anyStream_equalNaiveSlices(EventStream stream) {
    check(stream, Budgeting.ratioTimeslices(SLICE));
  }

  private static void check(EventStream stream, Budgeting budgeting) {
    Instant start = Instant.parse("2026-05-05T23:59:17.5Z");
    long end = start.getEpochSecond() * 1_000_000_000L + start.getNano();
    SloTimeline timeline = new SloTimeline(slo(TimeWindow.rolling(D2), budgeting), end, start);
    RandomGenerator random = EventStream.random(SEED);
    NaiveEvents events = new NaiveEvents(100_000);
    NaiveEvents slices = new NaiveEvents(100_000);
    long sliceNanos = SLICE.toNanos();
    long closed = Math.floorDiv(end, sliceNanos);
    for (int i = 0; i < 100_000; i++) {
      end += 1_000_000_000L;
      int count = stream.events(i, random);
      int bad = stream.bad(i, count, random);
      Instant at = start.plusSeconds(i + 1);
      Span span = Span.of(end, 1_000_000_000L, Duration.ofSeconds(1), at);
      timeline.tick(span, count - bad, bad, 0);
      events.add(span.mid(), count - bad, bad);
      for (; (closed + 1) * sliceNanos <= end; closed++) {
        addSlice(budgeting, events, slices, closed * sliceNanos);
      }
      compare(timeline, slices, end, "seed " + SEED + ", tick " + i);
    }
  }

  /** A slice is judged by all events in it; without events it is none. */
  private static void addSlice(
      Budgeting budgeting, NaiveEvents events, NaiveEvents slices, long from) {
    long last = from + SLICE.toNanos() - 1;
    long good = events.goodWithin(from - 1, last);
    long total = good + events.badWithin(from - 1, last);
    if (total == 0) {
      return;
    }
    if (budgeting instanceof Budgeting.Timeslices) {
      BigDecimal required = new BigDecimal("0.95").multiply(BigDecimal.valueOf(total));
      boolean isGood = BigDecimal.valueOf(good).compareTo(required) >= 0;
      slices.add(last, isGood ? 1 : 0, isGood ? 0 : 1);
    } else {
      long units = Math.round(good * 1e9 / total);
      slices.add(last, units, 1_000_000_000L - units);
    }
  }

  private static void compare(SloTimeline timeline, NaiveEvents slices, long end, String where) {
    for (int w = 0; w < timeline.windows().size(); w++) {
      Duration window = timeline.windows().get(w);
      slices.window(end, window.toNanos(), Rings.slotOf(window).toNanos());
      // Shares may be rounded the other way by the last bit: one unit of a billion per slice.
      long tolerance = timeline.unit() == 1 ? 0 : window.toMinutes() + 1;
      long off =
          Math.max(
              Math.abs(timeline.bad(w) - slices.bad()), Math.abs(timeline.good(w) - slices.good()));
      if (off > tolerance) {
        assertThat(off).as(where + ", " + window).isLessThanOrEqualTo(tolerance);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, Europe/Berlin, 2026-03-27T00:00:30Z",
    "DAY, America/New_York, 2026-10-31T00:00:30Z",
    "DAY, Pacific/Apia, 2011-12-28T00:00:30Z",
    "WEEK, Europe/Berlin, 2026-10-23T00:00:30Z",
    "MONTH, Australia/Lord_Howe, 2026-03-30T00:00:30Z",
    "MONTH, UTC, 2028-02-27T00:00:30Z",
    "QUARTER, Asia/Kathmandu, 2026-03-30T00:00:30Z",
    "YEAR, Europe/Berlin, 2027-12-30T00:00:30Z"
  })
  void calendar_daysThatClocksChangeAndLeapYears_equalNaiveList(
      TimeWindow.Unit unit, ZoneId zone, Instant start) {
    Slo slo = slo(TimeWindow.calendar(unit, zone), Budgeting.occurrences());
    long end = start.getEpochSecond() * 1_000_000_000L;
    SloTimeline timeline = new SloTimeline(slo, end, start);
    RandomGenerator random = EventStream.random(SEED);
    List<ZonedDateTime> goods = new ArrayList<>();
    List<ZonedDateTime> mids = new ArrayList<>();
    Duration tick = Duration.ofMinutes(1);
    for (int i = 0; i < 4 * 24 * 60; i++) {
      end += tick.toNanos();
      Instant at = start.plus(tick.multipliedBy(i + 1));
      int events = random.nextInt(3);
      timeline.tick(Span.of(end, tick.toNanos(), tick, at), events, 1, 0);
      ZonedDateTime mid = at.minusSeconds(30).atZone(zone);
      for (int k = 0; k < events; k++) {
        goods.add(mid);
      }
      long expected = goods.stream().filter(event -> samePage(unit, event, mid)).count();
      mids.add(mid);
      long ticks = mids.stream().filter(tickMid -> samePage(unit, tickMid, mid)).count();
      assertThat(timeline.events().bad()).as(unit + " at " + mid).isEqualTo(ticks);
      if (timeline.events().good() != expected) {
        assertThat(timeline.events().good()).as(unit + " at " + mid).isEqualTo(expected);
      }
    }
    assertThat(timeline.events().good()).isPositive().isLessThan(goods.size());
  }

  private static boolean samePage(TimeWindow.Unit unit, ZonedDateTime one, ZonedDateTime other) {
    LocalDate first = one.toLocalDate();
    LocalDate second = other.toLocalDate();
    return switch (unit) {
      case DAY -> first.equals(second);
      case WEEK -> monday(first).equals(monday(second));
      case MONTH -> YearMonth.from(first).equals(YearMonth.from(second));
      case QUARTER ->
          first.getYear() == second.getYear()
              && (first.getMonthValue() - 1) / 3 == (second.getMonthValue() - 1) / 3;
      case YEAR -> first.getYear() == second.getYear();
    };
  }

  private static LocalDate monday(LocalDate date) {
    return date.minusDays(date.getDayOfWeek().getValue() - 1L);
  }

  @Test
  void calendar_wallClockSetBackOverMidnight_doesNotReopenThePage() {
    Instant start = Instant.parse("2026-06-30T23:58:00Z");
    Slo slo =
        slo(TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneId.of("UTC")), Budgeting.occurrences());
    SloTimeline timeline = new SloTimeline(slo, 0, start);
    Duration tick = Duration.ofSeconds(1);
    long end = 0;
    for (int i = 0; i < 300; i++) {
      end += tick.toNanos();
      Instant at = start.plusSeconds(i < 200 ? i + 1 : i - 180);
      timeline.tick(Span.of(end, tick.toNanos(), tick, at), 1, 0, 0);
    }
    assertThat(timeline.events().good()).isEqualTo(180);
  }

  private static Slo slo(TimeWindow window, Budgeting budgeting) {
    return Slo.builder("s")
        .objective(Objective.availability("e", Target.of("90%")))
        .window(window)
        .budgeting(budgeting)
        .alerting(POLICY)
        .build();
  }
}
