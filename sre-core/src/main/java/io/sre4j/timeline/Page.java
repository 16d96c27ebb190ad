package io.sre4j.timeline;

import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;

/** What was counted since the running page of a calendar began. */
final class Page {
  private final TimeWindow.Calendar calendar;
  private Instant now;
  private Instant start = Instant.MIN;
  private Instant end = Instant.MIN;
  private long good;
  private long bad;
  private long excluded;
  private long measuredMillis;

  Page(TimeWindow.Calendar calendar, Instant now) {
    this.calendar = calendar;
    this.now = now;
    advanceTo(now, now);
  }

  /**
   * Turns the page if the instant is on a later one; never back.
   *
   * @param now the wall clock at the tick
   */
  void advanceTo(Instant instant, Instant now) {
    this.now = now;
    if (!instant.isBefore(end)) {
      start = calendar.startOf(instant);
      end = calendar.endOf(instant);
      good = 0;
      bad = 0;
      excluded = 0;
      measuredMillis = 0;
    }
  }

  void add(long goods, long bads) {
    good += goods;
    bad += bads;
  }

  void exclude(long excludes) {
    excluded += excludes;
  }

  void addMillis(long millis) {
    measuredMillis += millis;
  }

  void addAll(Page other) {
    if (start.equals(other.start)) {
      add(other.good, other.bad);
    }
  }

  /** The wall clock at the last tick. */
  Instant now() {
    return now;
  }

  /** The part of the page that has passed. */
  Duration elapsed() {
    return Duration.between(start, now);
  }

  long good() {
    return good;
  }

  long bad() {
    return bad;
  }

  long excluded() {
    return excluded;
  }

  long measuredMillis() {
    return measuredMillis;
  }
}
