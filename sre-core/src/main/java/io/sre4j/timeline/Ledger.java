package io.sre4j.timeline;

import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Good and bad of one unit: over every window, and over the period where that is a page. */
final class Ledger {
  private final TimeWindow window;
  private final Tally good;
  private final Tally bad;
  private final @Nullable Page page;
  // Of the period only, and only once something was excluded.
  private @Nullable Tally excluded;

  Ledger(TimeWindow window, Rings rings, Instant now) {
    this.window = window;
    this.good = rings.newTally();
    this.bad = rings.newTally();
    this.page = window instanceof TimeWindow.Calendar calendar ? new Page(calendar, now) : null;
  }

  Tally good() {
    return good;
  }

  Tally bad() {
    return bad;
  }

  /** The period, where it is one of the calendar's. */
  @Nullable Page page() {
    return page;
  }

  void turnPage(Span span, long measured) {
    if (page != null) {
      page.advanceTo(span.at().minusNanos(span.end() - span.mid()), span.at());
      page.addMillis(Tally.millis(span.end() - measured, span.end()));
    }
  }

  /** Adds to the slots of an instant in the last tick, and to the page. */
  void add(long at, long goods, long bads) {
    good.addRecent(at, goods);
    bad.addRecent(at, bads);
    if (page != null) {
      page.add(goods, bads);
    }
  }

  /** Counts what the budget leaves out. */
  void exclude(Span span, long excludes) {
    if (excludes == 0 && excluded == null) {
      return;
    }
    if (page != null) {
      page.exclude(excludes);
      return;
    }
    Tally counted = excluded;
    if (counted == null) {
      counted = new Rings(List.of(window.nominalLength()), span.mid()).newTally();
      excluded = counted;
    }
    counted.rings().advanceTo(span.end());
    counted.addRecent(span.mid(), excludes);
  }

  /** All of the period, which is a window unless there is a page. */
  EventCounts period(int index) {
    if (page != null) {
      return new EventCounts(page.good(), page.bad(), page.excluded());
    }
    return new EventCounts(good.sum(index), bad.sum(index), excluded == null ? 0 : excluded.sum(0));
  }

  /** See {@link SloTimeline#moveTo}; the page gives up what was counted since it began. */
  void moveTo(Ledger copy, long from, long to, Span last) {
    long since = page == null ? Long.MIN_VALUE : last.end() - page.elapsed().toNanos();
    long goods = good.move(from, to, copy.good, since);
    long bads = bad.move(from, to, copy.bad, since);
    if (page != null && copy.page != null) {
      page.add(-goods, -bads);
      copy.page.add(goods, bads);
    }
  }

  /** Adds all that one of the same shape has counted but what it excluded. */
  void addAll(Ledger other) {
    good.addAll(other.good);
    bad.addAll(other.bad);
    if (page != null && other.page != null) {
      page.addAll(other.page);
    }
  }

  /** What was counted since the running page of a calendar began. */
  static final class Page {
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
}
