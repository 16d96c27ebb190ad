package io.sre4j.timeline;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.Timelines.Windows;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one objective has counted, over every window of its SLO and over its period. Not
 * thread-safe; a function of the ticks it was given.
 */
public final class SloTimeline {
  /** The window that shows the present pace; always kept. */
  public static final Duration PACE = Duration.ofHours(1);

  /** The number of the period, be it a window or a page of the calendar. */
  public static final int PERIOD = -1;

  private final Slo slo;
  private final Windows windows;
  private final Tally goods;
  private final Tally bads;
  private final int period;
  private final @Nullable Page page;
  private final @Nullable Page eventPage;
  private final @Nullable Slices slices;
  private final @Nullable Tally eventGoods;
  private final @Nullable Tally eventBads;
  private final long unit;
  // Of the period only, and only once something was excluded.
  private @Nullable Tally excluded;
  // Beyond what the windows have missed; counts nothing until then.
  private Tally missedMillis;
  private long lastGap = Long.MIN_VALUE / 2;
  private long moves;
  private boolean fed;
  private long tickGood;
  private long tickBad;
  private long countedGood;
  private long countedBad;

  /**
   * A timeline that has counted nothing.
   *
   * @param created when measuring began, see {@link Span#end()}
   */
  public SloTimeline(Slo slo, long created, Instant now) {
    this(slo, new Windows(windowsOf(slo), created, now), now);
  }

  /** A timeline over windows that it may share. */
  SloTimeline(Slo slo, Windows windows, Instant now) {
    this.slo = slo;
    this.windows = windows;
    this.slices = Slices.of(slo.budgeting());
    this.unit = slo.budgeting() instanceof Budgeting.RatioTimeslices ? Slices.RATIO_UNITS : 1;
    if (slo.window() instanceof TimeWindow.Calendar calendar) {
      this.page = new Page(calendar, now);
      this.eventPage = slices == null ? page : new Page(calendar, now);
    } else {
      this.page = null;
      this.eventPage = null;
    }
    Rings rings = windows.rings();
    this.goods = rings.newTally();
    this.bads = rings.newTally();
    this.missedMillis = Tally.NONE;
    this.eventGoods = slices == null ? null : rings.newTally();
    this.eventBads = slices == null ? null : rings.newTally();
    this.period = page != null ? PERIOD : indexOf(slo.window().nominalLength());
  }

  /** The windows that an SLO needs, the shortest first. */
  static List<Duration> windowsOf(Slo slo) {
    Set<Duration> windows = new TreeSet<>(Set.of(PACE));
    for (AlertRule rule : slo.alerting().rules()) {
      windows.add(rule.longWindow());
      windows.add(rule.shortWindow());
    }
    if (slo.window() instanceof TimeWindow.Rolling) {
      windows.add(slo.window().nominalLength());
    }
    return List.copyOf(windows);
  }

  /** A timeline of the same shape that has counted nothing, standing at the same instant. */
  public SloTimeline emptyCopy() {
    Span last = windows.last();
    return new SloTimeline(slo, last.end(), page == null ? last.at() : page.now());
  }

  /** The windows that it may share with others. */
  Windows sharedWindows() {
    return windows;
  }

  /** The windows that are kept, the shortest first. */
  public List<Duration> windows() {
    return windows.rings().windows();
  }

  /** The number of a window among {@link #windows()}. */
  public int indexOf(Duration window) {
    return windows().indexOf(window);
  }

  /** Adds what was counted between two ticks. */
  public void tick(Span span, long good, long bad, long excludes) {
    windows.advanceTo(span);
    fed |= good + bad + excludes > 0;
    tickGood = 0;
    tickBad = 0;
    if (page != null && eventPage != null) {
      turnPages(page, eventPage, span, span.measured());
    }
    if (slices == null) {
      addUnits(span.mid(), good, bad);
    } else {
      addSliced(slices, span, good, bad);
    }
    if (excludes > 0 || excluded != null) {
      exclude(span, excludes);
    }
  }

  /** A tick in which nothing was measured. */
  public void tickUnmeasured(Span span) {
    windows.advanceTo(span);
    tickGood = 0;
    tickBad = 0;
    if (page != null && eventPage != null) {
      turnPages(page, eventPage, span, 0);
    }
    if (slices != null) {
      addSliced(slices, span, 0, 0);
    }
    if (span.measured() > 0) {
      lastGap = span.end();
      moves++;
      if (missedMillis == Tally.NONE) {
        missedMillis = windows.rings().newTally();
      }
      missedMillis.addMillis(span.end() - span.measured(), span.end());
    }
  }

  private static void turnPages(Page page, Page eventPage, Span span, long measured) {
    Instant mid = span.at().minusNanos(span.end() - span.mid());
    page.advanceTo(mid, span.at());
    eventPage.advanceTo(mid, span.at());
    page.addMillis(Tally.millis(span.end() - measured, span.end()));
  }

  private void addUnits(long at, long good, long bad) {
    tickGood += good;
    tickBad += bad;
    countedGood += good;
    countedBad += bad;
    goods.addRecent(at, good);
    bads.addRecent(at, bad);
    if (page != null) {
      page.add(good, bad);
    }
  }

  /** In order of time: slices that ended before the events, the events, slices that end now. */
  private void addSliced(Slices running, Span span, long good, long bad) {
    running.closeBefore(span.mid(), this::addUnits);
    running.add(good, bad);
    if (eventGoods != null && eventBads != null) {
      eventGoods.addRecent(span.mid(), good);
      eventBads.addRecent(span.mid(), bad);
    }
    if (eventPage != null) {
      eventPage.add(good, bad);
    }
    running.closeBefore(span.end(), this::addUnits);
  }

  private void exclude(Span span, long excludes) {
    if (eventPage != null) {
      eventPage.exclude(excludes);
      return;
    }
    Tally counted = excluded;
    if (counted == null) {
      counted = new Rings(List.of(slo.window().nominalLength()), span.mid()).newTally();
      excluded = counted;
    }
    counted.rings().advanceTo(span.end());
    counted.addRecent(span.mid(), excludes);
  }

  /** Good units that the last tick added: events, or slices that ended. */
  public long tickGood() {
    return tickGood;
  }

  /** Bad units that the last tick added. */
  public long tickBad() {
    return tickBad;
  }

  /** Good units of a window. */
  public long good(int window) {
    return goods.sum(window);
  }

  /** Bad units of a window. */
  public long bad(int window) {
    return bads.sum(window);
  }

  /**
   * A bound that {@link #good} does not fall below. Bounds leave the edge slot of the window in or
   * out as a whole, so they are off by less than that slot, and cost no division.
   */
  public long leastGood(int window) {
    return goods.least(window);
  }

  /** A bound that {@link #good} does not exceed. */
  public long mostGood(int window) {
    return goods.most(window);
  }

  /** A bound that {@link #bad} does not fall below. */
  public long leastBad(int window) {
    return bads.least(window);
  }

  /** A bound that {@link #bad} does not exceed. */
  public long mostBad(int window) {
    return bads.most(window);
  }

  /** Units that one event, or one slice, is counted as. */
  public long unit() {
    return unit;
  }

  /** Good units that are in the windows or were; with {@link #turns} it tells what changed. */
  public long goodTotal() {
    return goods.total();
  }

  /** Bad units that are in the windows or were. */
  public long badTotal() {
    return bads.total();
  }

  /** The grain of a window: the number of its slots' length, from 0, the shortest first. */
  public int grain(int window) {
    return windows.rings().ringOf(window).number;
  }

  /**
   * How often windows of a grain, or of a coarser one, changed other than by what a tick added: a
   * slot ended, some time was not measured, or a maintenance took events out or gave them back.
   */
  public long turns(int grain) {
    return windows.turns(grain) + moves;
  }

  /** Good units of all ticks but the last, whatever became of them. */
  public long goodBefore() {
    return countedGood - tickGood;
  }

  /** Bad units of all ticks but the last, whatever became of them. */
  public long badBefore() {
    return countedBad - tickBad;
  }

  /** The tick before the last. */
  public Span tickBefore() {
    return windows.before();
  }

  /** Nanoseconds since the end of the last time that was not measured; very many if none. */
  public long sinceGap() {
    return windows.last().end() - Math.max(lastGap, windows.lastGap());
  }

  /** Of the part of a window since measuring began, the share that was measured; 0 to 1. */
  public double continuity(int window) {
    Rings rings = windows.rings();
    if (sinceGap() > 2 * rings.length(window) * rings.ringOf(window).slotNanos) {
      return 1;
    }
    return windows.continuity(measuredMillis(window), windows().get(window));
  }

  private long measuredMillis(int window) {
    return windows.measuredMillis(window, missedMillis);
  }

  /** Bad units / all units of a window or {@link #PERIOD}; NaN if nothing was counted. */
  public double errorRatio(int window) {
    if (window == PERIOD && page != null) {
      return ratio(page.good(), page.bad());
    }
    int index = window == PERIOD ? period : window;
    return ratio(goods.sum(index), bads.sum(index));
  }

  private static double ratio(long good, long bad) {
    return good + bad == 0 ? Double.NaN : (double) bad / (good + bad);
  }

  /** The counts of a window or {@link #PERIOD}. */
  public WindowCounts counts(int window) {
    if (window == PERIOD) {
      return period();
    }
    return counts(windows().get(window), good(window), bad(window), measuredMillis(window));
  }

  /** The counts of the period. */
  public WindowCounts period() {
    if (page == null) {
      return counts(period);
    }
    return counts(page.elapsed(), page.good(), page.bad(), page.measuredMillis());
  }

  /** Events of the period, whatever the unit of the budget is. */
  public EventCounts events() {
    if (eventPage != null) {
      return new EventCounts(eventPage.good(), eventPage.bad(), eventPage.excluded());
    }
    Tally good = eventGoods == null ? goods : eventGoods;
    Tally bad = eventBads == null ? bads : eventBads;
    return new EventCounts(
        good.sum(period), bad.sum(period), excluded == null ? 0 : excluded.sum(0));
  }

  /**
   * Takes what was counted from one instant to another out of this timeline and puts it into a copy
   * of it. Right to one slot at both ends.
   *
   * @param from see {@link Span#end()}; not before {@link #reach()}
   */
  public void moveTo(SloTimeline copy, long from, long to) {
    moves++;
    long pageStart =
        page == null ? Long.MIN_VALUE : windows.last().end() - page.elapsed().toNanos();
    long good = goods.move(from, to, copy.goods, pageStart);
    long bad = bads.move(from, to, copy.bads, pageStart);
    movePage(page, copy.page, good, bad);
    if (slices != null) {
      good = move(eventGoods, from, to, copy.eventGoods, pageStart);
      bad = move(eventBads, from, to, copy.eventBads, pageStart);
      movePage(eventPage, copy.eventPage, good, bad);
    }
    copy.fed |= fed;
  }

  private static long move(
      @Nullable Tally source, long from, long to, @Nullable Tally target, long since) {
    return source == null || target == null ? 0 : source.move(from, to, target, since);
  }

  private static void movePage(@Nullable Page source, @Nullable Page target, long good, long bad) {
    if (source != null && target != null) {
      source.add(-good, -bad);
      target.add(good, bad);
    }
  }

  /** Puts everything that a copy holds back into this timeline. */
  public void takeBack(SloTimeline copy) {
    moves++;
    goods.addAll(copy.goods);
    bads.addAll(copy.bads);
    if (eventGoods != null && copy.eventGoods != null) {
      eventGoods.addAll(copy.eventGoods);
    }
    if (eventBads != null && copy.eventBads != null) {
      eventBads.addAll(copy.eventBads);
    }
    if (page != null && copy.page != null) {
      page.addAll(copy.page);
    }
    if (eventPage != null && copy.eventPage != null && eventPage != page) {
      eventPage.addAll(copy.eventPage);
    }
  }

  /** How far back {@link #moveTo} can go, see {@link Span#end()}. */
  public long reach() {
    return windows.reach();
  }

  private WindowCounts counts(Duration window, long good, long bad, long measuredMillis) {
    double coverage = Math.min(1, (double) measuredMillis / Math.max(1, window.toMillis()));
    return new WindowCounts(
        window,
        good,
        bad,
        coverage,
        windows.continuity(measuredMillis, window),
        state(good, bad, coverage));
  }

  private DataState state(long good, long bad, double coverage) {
    if (good + bad > 0) {
      return DataState.MEASURED;
    }
    if (coverage == 0) {
      return DataState.NOT_MEASURED;
    }
    return fed ? DataState.NO_TRAFFIC : DataState.NO_DATA;
  }
}
