package io.sre4j.timeline;

import io.sre4j.history.TimelineHistory;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.Ledger.Page;
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
  // What the budget is counted in; the events themselves unless those are slices of time.
  private final Ledger units;
  private final Ledger events;
  private final int period;
  private final @Nullable Slices slices;
  private final long unit;
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
    this(slo, new Windows(windowsOf(slo), created, created, now), now);
  }

  /** A timeline over windows that it may share. */
  SloTimeline(Slo slo, Windows windows, Instant now) {
    this.slo = slo;
    this.windows = windows;
    this.slices = Slices.of(slo.budgeting());
    this.unit = slo.budgeting() instanceof Budgeting.RatioTimeslices ? Slices.RATIO_UNITS : 1;
    this.units = new Ledger(slo.window(), windows.rings(), now);
    this.events = slices == null ? units : new Ledger(slo.window(), windows.rings(), now);
    this.missedMillis = Tally.NONE;
    this.period = units.page() != null ? PERIOD : indexOf(slo.window().nominalLength());
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
    Page page = units.page();
    return new SloTimeline(slo, last.end(), page == null ? last.at() : page.now());
  }

  /** A copy of all that is held. */
  public TimelineHistory history() {
    TimelineHistory.Measured measured = windows.measured();
    return new TimelineHistory(
        measured,
        missedMillis.track(measured.grid()),
        Math.max(lastGap, windows.lastGap()),
        units.history(measured.grid()),
        slices == null ? null : events.history(measured.grid()),
        slices == null ? null : slices.history(),
        fed,
        countedGood,
        countedBad);
  }

  /** Takes over what another run has counted; the windows have been resumed already. */
  void resume(TimelineHistory before) {
    Span last = windows.last();
    if (!before.alsoMissed().isEmpty()) {
      missedMillis = windows.rings().newTally();
      missedMillis.resume(before.alsoMissed());
    }
    lastGap = before.lastGap();
    units.resume(before.units(), last.end(), begin -> before.measuredMillisSince(begin));
    if (slices != null && before.events() != null && before.slice() != null) {
      events.resume(before.events(), last.end(), begin -> before.measuredMillisSince(begin));
      slices.resume(before.slice());
    }
    fed = before.fed();
    countedGood = before.countedGood();
    countedBad = before.countedBad();
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
    turnPages(span, span.measured());
    if (slices == null) {
      addUnits(span.mid(), good, bad);
    } else {
      addSliced(slices, span, good, bad);
    }
    events.exclude(span, excludes);
  }

  /** A tick in which nothing was measured. */
  public void tickUnmeasured(Span span) {
    windows.advanceTo(span);
    tickGood = 0;
    tickBad = 0;
    turnPages(span, 0);
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

  private void turnPages(Span span, long measured) {
    units.turnPage(span, measured);
    if (slices != null) {
      events.turnPage(span, measured);
    }
  }

  private void addUnits(long at, long good, long bad) {
    tickGood += good;
    tickBad += bad;
    countedGood += good;
    countedBad += bad;
    units.add(at, good, bad);
  }

  /** In order of time: slices that ended before the events, the events, slices that end now. */
  private void addSliced(Slices running, Span span, long good, long bad) {
    running.closeBefore(span.mid(), this::addUnits);
    running.add(good, bad);
    events.add(span.mid(), good, bad);
    running.closeBefore(span.end(), this::addUnits);
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
    return units.good().sum(window);
  }

  /** Bad units of a window. */
  public long bad(int window) {
    return units.bad().sum(window);
  }

  /**
   * A bound that {@link #good} does not fall below. Bounds leave the edge slot of the window in or
   * out as a whole, so they are off by less than that slot, and cost no division.
   */
  public long leastGood(int window) {
    return units.good().least(window);
  }

  /** A bound that {@link #good} does not exceed. */
  public long mostGood(int window) {
    return units.good().most(window);
  }

  /** A bound that {@link #bad} does not fall below. */
  public long leastBad(int window) {
    return units.bad().least(window);
  }

  /** A bound that {@link #bad} does not exceed. */
  public long mostBad(int window) {
    return units.bad().most(window);
  }

  /** Units that one event, or one slice, is counted as. */
  public long unit() {
    return unit;
  }

  /** Good units that are in the windows or were; with {@link #turns} it tells what changed. */
  public long goodTotal() {
    return units.good().total();
  }

  /** Bad units that are in the windows or were. */
  public long badTotal() {
    return units.bad().total();
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
    Page page = units.page();
    if (window == PERIOD && page != null) {
      return ratio(page.good(), page.bad());
    }
    int index = window == PERIOD ? period : window;
    return ratio(good(index), bad(index));
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
    Page page = units.page();
    if (page == null) {
      return counts(period);
    }
    return counts(page.elapsed(), page.good(), page.bad(), page.measuredMillis());
  }

  /** Events of the period, whatever the unit of the budget is. */
  public EventCounts events() {
    return events.period(period);
  }

  /**
   * Takes what was counted from one instant to another out of this timeline and puts it into a copy
   * of it. Right to one slot at both ends.
   *
   * @param from see {@link Span#end()}; not before {@link #reach()}
   */
  public void moveTo(SloTimeline copy, long from, long to) {
    moves++;
    units.moveTo(copy.units, from, to, windows.last());
    if (slices != null) {
      events.moveTo(copy.events, from, to, windows.last());
    }
    copy.fed |= fed;
  }

  /** Puts everything that a copy holds back into this timeline. */
  public void takeBack(SloTimeline copy) {
    moves++;
    units.addAll(copy.units);
    if (slices != null) {
      events.addAll(copy.events);
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
