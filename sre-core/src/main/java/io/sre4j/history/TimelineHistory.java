package io.sre4j.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one objective has counted. Immutable.
 *
 * @param measured which time was measured; one value for all timelines that share it
 * @param alsoMissed milliseconds that only this timeline missed
 * @param lastGap when the last time that was not measured ended, see {@link
 *     io.sre4j.time.Span#end()}; long ago if none
 * @param units good and bad units of the budget
 * @param events good and bad events, where units are slices of time
 * @param slice the running slice, where there is one
 * @param fed whether an event ever came
 * @param countedGood good units of all ticks
 * @param countedBad bad units of all ticks
 */
public record TimelineHistory(
    Measured measured,
    Track alsoMissed,
    long lastGap,
    Ledger units,
    @Nullable Ledger events,
    @Nullable Slice slice,
    boolean fed,
    long countedGood,
    long countedBad) {

  /** How many milliseconds were measured from an instant on, as far as it is held. */
  public long measuredMillisSince(long begin) {
    long from = Math.max(begin, measured.created());
    long passed = Math.max(0, measured.end() - from) / 1_000_000;
    return Math.max(0, passed - measured.missed().since(from) - alsoMissed.since(from));
  }

  /**
   * What was counted from some instants on, the latest instant first: each is where a slot begins,
   * in the finest ring that still holds it, so all are exact.
   *
   * @param begin the instants come after it
   * @param stepNanos how far they are apart at least, and the first from now; positive
   */
  public List<Since> since(long begin, long stepNanos) {
    List<Since> marks = new ArrayList<>();
    Grid grid = measured.grid();
    long latest = grid.now() - stepNanos;
    for (int ring = 0; ring < grid.rings(); ring++) {
      Since sum = new Since(grid.now(), 0, 0, 0);
      for (int back = 0; back <= grid.slots(ring) && grid.start(ring, back) > begin; back++) {
        sum = sum.plus(this, ring, back);
        if (sum.at <= latest) {
          marks.add(sum);
          latest = sum.at - stepNanos;
        }
      }
    }
    return marks;
  }

  /**
   * What was counted from an instant on.
   *
   * @param at the instant, see {@link io.sre4j.time.Span#end()}
   * @param good good units
   * @param bad bad units
   * @param missedMillis how much of the time was not measured
   */
  public record Since(long at, long good, long bad, long missedMillis) {
    private Since plus(TimelineHistory history, int ring, int back) {
      return new Since(
          history.measured.grid().start(ring, back),
          good + count(history.units.good(), ring, back),
          bad + count(history.units.bad(), ring, back),
          missedMillis
              + count(history.measured.missed(), ring, back)
              + count(history.alsoMissed, ring, back));
    }

    private static long count(Track track, int ring, int back) {
      return track.isEmpty() ? 0 : track.count(ring, back);
    }
  }

  /**
   * Which time was measured.
   *
   * @param grid the slots of all that was counted; its {@code now} is the last tick
   * @param at the last tick by the wall clock
   * @param created when measuring began, see {@link io.sre4j.time.Span#end()}
   * @param missed milliseconds that were not measured
   */
  public record Measured(Grid grid, Instant at, long created, Track missed) {

    /** The last tick, see {@link io.sre4j.time.Span#end()}. */
    public long end() {
      return grid.now();
    }

    /**
     * When measuring began, for windows of which the longest is so long: what is not held was not.
     */
    public long createdFor(long lengthNanos) {
      return lengthNanos > grid.lengthNanos() ? Math.max(created, grid.reach()) : created;
    }
  }

  /**
   * What was counted in one unit.
   *
   * @param good good ones
   * @param bad bad ones
   * @param excluded those that the budget leaves out
   * @param page the running page of the calendar, if the period is one
   */
  public record Ledger(Track good, Track bad, Track excluded, @Nullable Page page) {}

  /**
   * A page of a calendar.
   *
   * @param start its first instant
   * @param good good units
   * @param bad bad units
   * @param excluded excluded events
   * @param measuredMillis how much of it was measured
   */
  public record Page(Instant start, long good, long bad, long excluded, long measuredMillis) {}

  /**
   * A slice of time that is not over.
   *
   * @param number how many such slices there were since the epoch
   * @param good good events in it
   * @param bad bad events in it
   */
  public record Slice(long number, long good, long bad) {}
}
