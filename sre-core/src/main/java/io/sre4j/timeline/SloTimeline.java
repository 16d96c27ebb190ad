package io.sre4j.timeline;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.Rings.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Rings rings;
  private final Tally goods;
  private final Tally bads;
  private final Tally missedMillis;
  private final int period;
  private final @Nullable Page page;
  private final @Nullable Page eventPage;
  private final @Nullable Slices slices;
  private final @Nullable Tally eventGoods;
  private final @Nullable Tally eventBads;
  // Of the period only, and only once something was excluded.
  private @Nullable Tally excluded;
  private final long unit;
  private final long created;
  private long end;
  private long lastGap;
  private boolean fed;
  private long tickGood;
  private long tickBad;

  /**
   * A timeline that has counted nothing.
   *
   * @param created when measuring began, see {@link Span#end()}
   */
  public SloTimeline(Slo slo, long created, Instant now) {
    this.slo = slo;
    this.created = created;
    this.lastGap = Long.MIN_VALUE / 2;
    this.end = created;
    this.slices = Slices.of(slo.budgeting());
    this.unit = slo.budgeting() instanceof Budgeting.RatioTimeslices ? Slices.RATIO_UNITS : 1;
    if (slo.window() instanceof TimeWindow.Calendar calendar) {
      this.page = new Page(calendar, now);
      this.eventPage = slices == null ? page : new Page(calendar, now);
    } else {
      this.page = null;
      this.eventPage = null;
    }
    this.rings = new Rings(windowsOf(slo), created);
    this.goods = rings.newTally();
    this.bads = rings.newTally();
    this.missedMillis = rings.newTally();
    this.eventGoods = slices == null ? null : rings.newTally();
    this.eventBads = slices == null ? null : rings.newTally();
    this.period = page != null ? PERIOD : indexOf(slo.window().nominalLength());
  }

  private static List<Duration> windowsOf(Slo slo) {
    List<Duration> windows = new ArrayList<>(List.of(PACE));
    for (AlertRule rule : slo.alerting().rules()) {
      windows.add(rule.longWindow());
      windows.add(rule.shortWindow());
    }
    if (slo.window() instanceof TimeWindow.Rolling) {
      windows.add(slo.window().nominalLength());
    }
    return windows;
  }

  /** A timeline of the same shape that has counted nothing, standing at the same instant. */
  public SloTimeline emptyCopy() {
    return new SloTimeline(slo, end, page == null ? Instant.EPOCH : page.now());
  }

  /** The windows that are kept, the shortest first. */
  public List<Duration> windows() {
    return rings.windows();
  }

  /** The number of a window among {@link #windows()}. */
  public int indexOf(Duration window) {
    return rings.windows().indexOf(window);
  }

  /** Adds what was counted between two ticks. */
  public void tick(Span span, long good, long bad, long excludes) {
    fed |= good + bad + excludes > 0;
    tickGood = 0;
    tickBad = 0;
    if (page != null && eventPage != null) {
      turnPages(page, eventPage, span);
    }
    if (slices == null) {
      rings.advanceTo(span.mid());
      addUnits(good, bad);
    } else {
      addSliced(slices, span, good, bad);
    }
    rings.advanceTo(span.end());
    if (excludes > 0 || excluded != null) {
      exclude(span, excludes);
    }
    noteGap(span);
    end = span.end();
  }

  private static void turnPages(Page page, Page eventPage, Span span) {
    Instant mid = span.at().minusNanos(span.end() - span.mid());
    page.advanceTo(mid, span.at());
    eventPage.advanceTo(mid, span.at());
    page.addMillis(Tally.millis(span.end() - span.measured(), span.end()));
  }

  private void addUnits(long good, long bad) {
    tickGood += good;
    tickBad += bad;
    goods.add(good);
    bads.add(bad);
    if (page != null) {
      page.add(good, bad);
    }
  }

  /** In order of time: slices that ended before the events, the events, slices that end now. */
  private void addSliced(Slices running, Span span, long good, long bad) {
    running.closeBefore(span.mid(), this::addSlice);
    rings.advanceTo(span.mid());
    running.add(good, bad);
    if (eventGoods != null && eventBads != null) {
      eventGoods.add(good);
      eventBads.add(bad);
    }
    if (eventPage != null) {
      eventPage.add(good, bad);
    }
    running.closeBefore(span.end(), this::addSlice);
  }

  private void addSlice(long lastNano, long good, long bad) {
    rings.advanceTo(lastNano);
    addUnits(good, bad);
  }

  private void exclude(Span span, long excludes) {
    if (eventPage != null) {
      eventPage.exclude(excludes);
      return;
    }
    Tally counted = excluded;
    if (counted == null) {
      counted = new Rings(List.of(slo.window().nominalLength()), end).newTally();
      excluded = counted;
    }
    counted.rings().advanceTo(span.mid());
    counted.add(excludes);
    counted.rings().advanceTo(span.end());
  }

  private void noteGap(Span span) {
    if (span.end() - end > span.measured()) {
      lastGap = span.end();
      missedMillis.addMillis(end, span.end() - span.measured());
    }
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

  /** Nanoseconds since the end of the last time that was not measured; very many if none. */
  public long sinceGap() {
    return end - lastGap;
  }

  /** Of the part of a window since measuring began, the share that was measured; 0 to 1. */
  public double continuity(int window) {
    long nanos = rings.length(window) * rings.ringOf(window).slotNanos;
    if (sinceGap() > 2 * nanos) {
      return 1;
    }
    return continuity(measuredMillis(window), rings.windows().get(window));
  }

  /** All the time since measuring began, less what was missed. */
  private long measuredMillis(int window) {
    Ring ring = rings.ringOf(window);
    long firstFull = ring.end() - rings.length(window) * ring.slotNanos;
    long full = sinceCreated(firstFull, end) - missedMillis.inside(window);
    long edge = sinceCreated(firstFull - ring.slotNanos, firstFull) - missedMillis.edge(window);
    return full + Math.round(edge * ring.edgeShare(end));
  }

  private long sinceCreated(long from, long to) {
    return Math.max(0, Tally.millis(Math.max(from, created), to));
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
    return counts(rings.windows().get(window), good(window), bad(window), measuredMillis(window));
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
    long pageStart = page == null ? Long.MIN_VALUE : end - page.elapsed().toNanos();
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
    return Math.max(created, rings.reach());
  }

  private WindowCounts counts(Duration window, long good, long bad, long measuredMillis) {
    double coverage = Math.min(1, (double) measuredMillis / Math.max(1, window.toMillis()));
    return new WindowCounts(
        window,
        good,
        bad,
        coverage,
        continuity(measuredMillis, window),
        state(good, bad, coverage));
  }

  private double continuity(long measuredMillis, Duration window) {
    long expected = Math.min(window.toMillis(), Tally.millis(created, end));
    return expected <= 0 ? 1 : Math.min(1, (double) measuredMillis / expected);
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
