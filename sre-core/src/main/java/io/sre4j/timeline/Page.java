package io.sre4j.timeline;

import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;

/** What was counted since the running page of a calendar began. */
final class Page {
  private final TimeWindow.Calendar calendar;
  private Instant start = Instant.MIN;
  private Instant end = Instant.MIN;
  private long good;
  private long bad;
  private long excluded;
  private long measuredMillis;

  Page(TimeWindow.Calendar calendar) {
    this.calendar = calendar;
  }

  /** Turns the page if the instant is on a later one; never back. */
  void advanceTo(Instant instant) {
    if (!instant.isBefore(end)) {
      start = calendar.startOf(instant);
      end = calendar.endOf(instant);
      good = 0;
      bad = 0;
      excluded = 0;
      measuredMillis = 0;
    }
  }

  void add(long goods, long bads, long excludes, long millis) {
    good += goods;
    bad += bads;
    excluded += excludes;
    measuredMillis += millis;
  }

  void addAll(Page other) {
    if (start.equals(other.start)) {
      add(other.good, other.bad, 0, 0);
    }
  }

  Instant start() {
    return start;
  }

  Duration elapsed(Instant now) {
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
