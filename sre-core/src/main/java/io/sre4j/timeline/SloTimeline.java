package io.sre4j.timeline;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  private final int period;
  private final @Nullable Page page;
  private final @Nullable Page eventPage;
  private final @Nullable Slices slices;
  private final @Nullable Rings events;
  private final Rings excluded;
  private final long created;
  private Instant now;
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
    this.now = now;
    List<Duration> windows = new ArrayList<>(List.of(PACE));
    for (AlertRule rule : slo.alerting().rules()) {
      windows.add(rule.longWindow());
      windows.add(rule.shortWindow());
    }
    this.slices = Slices.of(slo.budgeting());
    if (slo.window() instanceof TimeWindow.Calendar calendar) {
      this.page = new Page(calendar);
      this.eventPage = slices == null ? page : new Page(calendar);
      this.excluded = new Rings(List.of());
    } else {
      Duration length = slo.window().nominalLength();
      windows.add(length);
      this.page = null;
      this.eventPage = null;
      this.excluded = new Rings(List.of(length));
    }
    this.rings = new Rings(windows);
    this.events = slices == null ? null : new Rings(windows);
    this.period = page != null ? -1 : indexOf(slo.window().nominalLength());
    advance(created, now);
  }

  /** A timeline of the same shape that has counted nothing, standing at the same instant. */
  public SloTimeline emptyCopy() {
    return new SloTimeline(slo, end, now);
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
    if (span.end() - end > span.measured()) {
      lastGap = span.end();
    }
    advance(span.end(), span.at().minusNanos(span.end() - span.mid()));
    now = span.at();
    fed |= good + bad + excludes > 0;
    tickGood = 0;
    tickBad = 0;
    rings.addMeasured(span.end() - span.measured(), span.end());
    addEvents(span, good, bad, excludes);
    if (slices == null) {
      addUnits(span.mid(), good, bad);
    } else {
      slices.add(span.mid(), span.end(), good, bad, this::addUnits);
    }
  }

  private void advance(long nanos, Instant pageTime) {
    end = nanos;
    rings.advanceTo(nanos);
    excluded.advanceTo(nanos);
    if (events != null) {
      events.advanceTo(nanos);
    }
    if (page != null && eventPage != null) {
      page.advanceTo(pageTime);
      eventPage.advanceTo(pageTime);
    }
  }

  private void addEvents(Span span, long good, long bad, long excludes) {
    excluded.add(span.mid(), excludes, 0);
    if (events != null) {
      events.add(span.mid(), good, bad);
    }
    long millis = millis(span.end()) - millis(span.end() - span.measured());
    if (page != null && eventPage != null) {
      page.add(0, 0, excludes, millis);
      if (eventPage != page) {
        eventPage.add(good, bad, excludes, 0);
      }
    }
  }

  private void addUnits(long nanos, long good, long bad) {
    tickGood += good;
    tickBad += bad;
    rings.add(nanos, good, bad);
    if (page != null) {
      page.add(good, bad, 0, 0);
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
    return rings.good(window);
  }

  /** Bad units of a window. */
  public long bad(int window) {
    return rings.bad(window);
  }

  /** Units that one event, or one slice, is counted as. */
  public long unit() {
    return slo.budgeting() instanceof Budgeting.RatioTimeslices ? Slices.RATIO_UNITS : 1;
  }

  /** Of the part of a window since measuring began, the share that was measured; 0 to 1. */
  public double continuity(int window) {
    Duration length = rings.windows().get(window);
    if (end - lastGap > 2 * length.toNanos()) {
      return 1;
    }
    return continuity(rings.measuredMillis(window), length);
  }

  /** Bad units / all units of a window or {@link #PERIOD}; NaN if nothing was counted. */
  public double errorRatio(int window) {
    if (window == PERIOD && page != null) {
      return ratio(page.good(), page.bad());
    }
    int index = window == PERIOD ? period : window;
    return ratio(rings.good(index), rings.bad(index));
  }

  private static double ratio(long good, long bad) {
    return good + bad == 0 ? Double.NaN : (double) bad / (good + bad);
  }

  /** The counts of a window or {@link #PERIOD}. */
  public WindowCounts counts(int window) {
    if (window == PERIOD) {
      return period();
    }
    return counts(
        rings.windows().get(window),
        rings.good(window),
        rings.bad(window),
        rings.measuredMillis(window));
  }

  /** The counts of the period. */
  public WindowCounts period() {
    if (page == null) {
      return counts(period);
    }
    return counts(page.elapsed(now), page.good(), page.bad(), page.measuredMillis());
  }

  /** Events of the period, whatever the unit of the budget is. */
  public EventCounts events() {
    if (eventPage != null) {
      return new EventCounts(eventPage.good(), eventPage.bad(), eventPage.excluded());
    }
    Rings counted = events == null ? rings : events;
    return new EventCounts(counted.good(period), counted.bad(period), excluded.good(0));
  }

  /**
   * Takes what was counted from one instant to another out of this timeline and puts it into a copy
   * of it. Right to one slot at both ends.
   *
   * @param from see {@link Span#end()}; not before {@link #reach()}
   */
  public void moveTo(SloTimeline copy, long from, long to) {
    long pageStart = page == null ? Long.MIN_VALUE : end - page.elapsed(now).toNanos();
    long[] units = rings.move(from, to, copy.rings, pageStart);
    long[] moved = units;
    if (events != null && copy.events != null) {
      moved = events.move(from, to, copy.events, pageStart);
    }
    movePage(page, copy.page, units);
    if (eventPage != page) {
      movePage(eventPage, copy.eventPage, moved);
    }
    copy.fed |= fed;
  }

  private static void movePage(@Nullable Page source, @Nullable Page target, long[] moved) {
    if (source != null && target != null) {
      source.add(-moved[0], -moved[1], 0, 0);
      target.add(moved[0], moved[1], 0, 0);
    }
  }

  /** Puts everything that a copy holds back into this timeline. */
  public void takeBack(SloTimeline copy) {
    rings.addAll(copy.rings);
    if (events != null && copy.events != null) {
      events.addAll(copy.events);
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

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
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
    long sinceCreated = millis(end) - millis(created);
    long expected = Math.min(window.toMillis(), sinceCreated);
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
