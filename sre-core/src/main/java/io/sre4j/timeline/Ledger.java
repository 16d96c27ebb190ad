package io.sre4j.timeline;

import io.sre4j.history.Grid;
import io.sre4j.history.TimelineHistory;
import io.sre4j.history.Track;
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

  /**
   * A copy of all that is held.
   *
   * @param grid where the slots lie now
   */
  TimelineHistory.Ledger history(Grid grid) {
    Track excludes = Track.NONE;
    if (excluded != null) {
      excluded.rings().advanceTo(grid.now());
      excludes = excluded.track(excluded.rings().grid());
    }
    return new TimelineHistory.Ledger(
        good.track(grid), bad.track(grid), excludes, page == null ? null : page.history());
  }

  /**
   * Takes over what another run has counted, having counted nothing itself.
   *
   * @param end now, see {@link Span#end()}
   */
  void resume(TimelineHistory.Ledger before, long end, Page.MillisSince measured) {
    good.resume(before.good());
    bad.resume(before.bad());
    if (page != null) {
      long begin = end - page.elapsed().toNanos();
      page.resume(before, begin, measured);
    } else if (!before.excluded().isEmpty()) {
      Tally counted = new Rings(List.of(window.nominalLength()), end).newTally();
      counted.resume(before.excluded());
      excluded = counted;
    }
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

    TimelineHistory.Page history() {
      return new TimelineHistory.Page(start, good, bad, excluded, measuredMillis);
    }

    /** How many milliseconds were measured from an instant on, see {@link Span#end()}. */
    @FunctionalInterface
    interface MillisSince {
      long of(long begin);
    }

    /**
     * Takes over what was counted on a page that lies in this one; else what the slots since its
     * beginning hold.
     */
    void resume(TimelineHistory.Ledger before, long begin, MillisSince measured) {
      TimelineHistory.Page other = before.page();
      if (other != null && !other.start().isBefore(start)) {
        good = other.good();
        bad = other.bad();
        excluded = other.excluded();
        measuredMillis = other.measuredMillis();
      } else {
        good = before.good().since(begin);
        bad = before.bad().since(begin);
        excluded = before.excluded().since(begin);
        measuredMillis = measured.of(begin);
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
