package io.sre4j.budget;

import io.sre4j.history.TimelineHistory;
import io.sre4j.history.TimelineHistory.Since;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.SloTimeline;
import io.sre4j.timeline.WindowCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the budget of a period went, from its beginning to the last tick. Immutable.
 *
 * <p>Remaining at an instant t = 1 - the sum over the objectives of weight x (bad units of the
 * period before t) / ((1 - target) x all units of the period). So it begins at 1, never rises, and
 * ends at what {@link ErrorBudget#remaining()} says. 30 bad of 10,000 events at 99.5 %, 10 of them
 * in the first half: 1, 0.8, 0.4.
 *
 * @param from when the period began
 * @param end when it ends: of a rolling period now
 * @param measuredFrom when measuring began, if that was in the period; else {@code from}
 * @param heldFrom from when on points are held; before it only the sum is known. Later than {@code
 *     measuredFrom} where the period is a page of the calendar
 * @param points the oldest first, {@value #MAX_POINTS} at most; empty while nothing was counted
 */
public record BurnDown(
    Instant from, Instant end, Instant measuredFrom, Instant heldFrom, List<Point> points) {
  /** No more points than a wide screen can tell apart. */
  public static final int MAX_POINTS = 402;

  private static final int STEPS = MAX_POINTS - 2;

  /** Copies the list. */
  public BurnDown {
    points = List.copyOf(points);
  }

  /**
   * Where the budget stood.
   *
   * @param at the instant
   * @param remaining what was left of the budget: 1 untouched, below 0 overspent
   * @param good good units of the period before it, of all objectives
   * @param bad bad units of the period before it, of all objectives
   * @param coverage the share of the time since the point before that was measured, from 0 to 1
   */
  public record Point(Instant at, double remaining, long good, long bad, double coverage) {}

  /**
   * Reads it from the timelines of an SLO. Each point is exact: it lies where a slot begins.
   *
   * @param timelines one for each objective, all of the same ticks
   * @param asOf the last tick by the wall clock
   */
  public static BurnDown of(Slo slo, List<SloTimeline> timelines, Instant asOf) {
    List<WindowCounts> periods = timelines.stream().map(SloTimeline::period).toList();
    List<TimelineHistory> histories = timelines.stream().map(SloTimeline::history).toList();
    TimelineHistory.Measured measured = histories.get(0).measured();
    long now = measured.end();
    long from = now - periods.get(0).window().toNanos();
    long begin = Math.min(now, Math.max(from, measured.created()));
    long step = Math.max(1, (now - begin + STEPS - 1) / STEPS);
    List<List<Since>> since = histories.stream().map(h -> h.since(begin, step)).toList();
    return new BurnDown(
        instant(asOf, now, from),
        slo.window() instanceof TimeWindow.Calendar calendar ? calendar.endOf(asOf) : asOf,
        instant(asOf, now, begin),
        instant(asOf, now, Math.max(begin, measured.grid().reach())),
        points(slo, periods, since, new Line(asOf, now, begin)));
  }

  /** Instants of the engine's time line; the wall clock may have been set meanwhile. */
  private record Line(Instant asOf, long now, long begin) {}

  private static List<Point> points(
      Slo slo, List<WindowCounts> periods, List<List<Since>> since, Line line) {
    List<Point> points = new ArrayList<>();
    if (periods.stream().allMatch(period -> period.total() == 0)) {
      return points;
    }
    points.add(new Point(instant(line.asOf, line.now, line.begin), 1, 0, 0, 1));
    List<Since> first = since.get(0);
    long before = line.begin;
    // Of the time before the first mark nothing more is known than the sum.
    long missed = first.isEmpty() ? 0 : first.get(first.size() - 1).missedMillis();
    for (int mark = first.size() - 1; mark >= 0; mark--) {
      Since at = first.get(mark);
      double coverage = coverage(missed - at.missedMillis(), at.at() - before);
      points.add(
          point(slo, periods, at(since, mark), instant(line.asOf, line.now, at.at()), coverage));
      missed = at.missedMillis();
      before = at.at();
    }
    points.add(point(slo, periods, List.of(), line.asOf, coverage(missed, line.now - before)));
    return points;
  }

  private static List<Since> at(List<List<Since>> since, int mark) {
    return since.stream().map(marks -> marks.get(mark)).toList();
  }

  /**
   * The point that so much came after.
   *
   * @param after for each objective; empty if nothing did
   */
  private static Point point(
      Slo slo, List<WindowCounts> periods, List<Since> after, Instant at, double coverage) {
    long goods = 0;
    long bads = 0;
    double burned = 0;
    for (int i = 0; i < periods.size(); i++) {
      WindowCounts period = periods.get(i);
      Objective objective = slo.objectives().get(i);
      long good = period.good() - (after.isEmpty() ? 0 : after.get(i).good());
      long bad = period.bad() - (after.isEmpty() ? 0 : after.get(i).bad());
      goods += good;
      bads += bad;
      if (period.total() > 0) {
        double ratio = (double) bad / period.total();
        double burn = ratio / objective.target().errorBudget().doubleValue();
        burned += burn * objective.weight().doubleValue();
      }
    }
    return new Point(at, 1 - burned, goods, bads, coverage);
  }

  private static double coverage(long missedMillis, long nanos) {
    double millis = Math.max(1, nanos / 1e6);
    return Math.max(0, Math.min(1, 1 - missedMillis / millis));
  }

  private static Instant instant(Instant asOf, long now, long at) {
    return asOf.minus(Duration.ofNanos(now - at));
  }
}
