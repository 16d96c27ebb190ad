package io.sre4j.timeline;

import io.sre4j.history.Grid;
import io.sre4j.history.TimelineHistory;
import io.sre4j.history.TimelineHistory.Measured;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.Rings.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timelines of an engine. Those that began at one time and keep the same windows share what is
 * the same for all of them: where slots end, and which time was measured. Not thread-safe.
 */
public final class Timelines {
  private final Map<Shape, Windows> shared = new HashMap<>();

  // Of timelines that go on from another run at one time, those that shared there share again.
  private record Shape(
      List<Duration> lengths, long created, long begun, @Nullable Measured before) {}

  /**
   * A timeline that has counted nothing. All timelines have to be given the same ticks.
   *
   * @param created when measuring began, see {@link Span#end()}
   */
  public SloTimeline begin(Slo slo, long created, Instant now) {
    List<Duration> lengths = SloTimeline.windowsOf(slo);
    Shape shape = new Shape(lengths, created, created, null);
    Windows windows =
        shared.computeIfAbsent(shape, s -> new Windows(lengths, created, created, now));
    windows.users++;
    return new SloTimeline(slo, windows, now);
  }

  /**
   * A timeline that goes on from what another run has counted; the time since then was not
   * measured. Exact if the SLO has the same windows as before; else every stretch of time is right
   * to one slot of the ring it is read from, and time that was not held was not measured.
   *
   * @param end now, on the same time line; not before the history's end
   */
  public SloTimeline resume(Slo slo, TimelineHistory history, long end, Instant now) {
    List<Duration> lengths = SloTimeline.windowsOf(slo);
    Measured before = history.measured();
    long created = before.createdFor(lengths.get(lengths.size() - 1).toNanos());
    Windows windows =
        shared.computeIfAbsent(
            new Shape(lengths, created, end, before), s -> Windows.resume(s, before, now));
    windows.users++;
    SloTimeline timeline = new SloTimeline(slo, windows, now);
    timeline.resume(history);
    return timeline;
  }

  /** Lets go of what only this timeline needs; it is not ticked any more. */
  public void end(SloTimeline timeline) {
    timeline.sharedWindows().users--;
    shared.values().removeIf(windows -> windows.users == 0);
  }

  /**
   * The windows of timelines that keep the same ones and began to measure at one time: where they
   * stand, and how much of them was measured. Time moves for all of the timelines at once, with the
   * first that is ticked; what the others have counted then belongs to the middle of the tick,
   * which may lie before the running slots.
   */
  static final class Windows {
    private final Rings rings;
    private final Tally missedMillis;
    private final long created;
    private Span before;
    private Span last;
    private long lastGap = Long.MIN_VALUE / 2;
    private long gaps;
    private int users;
    private @Nullable Measured copied;

    Windows(Collection<Duration> lengths, long created, long end, Instant now) {
      this.rings = new Rings(lengths, end);
      this.missedMillis = rings.newTally();
      this.created = created;
      this.last = new Span(end, end, 0, now);
      this.before = last;
    }

    private static Windows resume(Shape shape, Measured before, Instant now) {
      long end = shape.begun;
      Windows windows = new Windows(shape.lengths, shape.created, end, now);
      windows.missedMillis.resume(before.missed());
      if (end > before.end()) {
        windows.missedMillis.addMillis(before.end(), end);
        windows.lastGap = end;
      }
      return windows;
    }

    /** Which time was measured: one value for all that ask between two ticks. */
    Measured measured() {
      Measured copy = copied;
      if (copy == null || copy.end() != last.end()) {
        Grid grid = rings.grid();
        copy = new Measured(grid, last.at(), created, missedMillis.track(grid));
        copied = copy;
      }
      return copy;
    }

    /** Where slots begin and end. */
    Rings rings() {
      return rings;
    }

    /** The last tick. */
    Span last() {
      return last;
    }

    /** The tick before the last. */
    Span before() {
      return before;
    }

    /** How often a slot of a ring or any coarser one has ended, or some time was not measured. */
    long turns(int ring) {
      return rings.turns(ring) + gaps;
    }

    /** Moves on to a tick, unless it was done already. */
    void advanceTo(Span span) {
      if (span.end() == last.end()) {
        return;
      }
      rings.advanceTo(span.end());
      if (span.end() - last.end() > span.measured()) {
        lastGap = span.end();
        gaps++;
        missedMillis.addMillis(last.end(), span.end() - span.measured());
      }
      before = last;
      last = span;
    }

    /** When the last time that was not measured ended; long ago if none. */
    long lastGap() {
      return lastGap;
    }

    /**
     * All the time in a window since measuring began, less what was missed.
     *
     * @param alsoMissed what only one timeline missed
     */
    long measuredMillis(int window, Tally alsoMissed) {
      Ring ring = rings.ringOf(window);
      long firstFull = ring.end() - rings.length(window) * ring.slotNanos;
      long missed = missedMillis.inside(window) + alsoMissed.inside(window);
      long missedEdge = missedMillis.edge(window) + alsoMissed.edge(window);
      long full = sinceCreated(firstFull, last.end()) - missed;
      long edge = sinceCreated(firstFull - ring.slotNanos, firstFull) - missedEdge;
      return full + Math.round(edge * ring.edgeShare(last.end()));
    }

    private long sinceCreated(long from, long to) {
      return Math.max(0, Tally.millis(Math.max(from, created), to));
    }

    /** The share of so many milliseconds in the part of a window since measuring began. */
    double continuity(long measuredMillis, Duration window) {
      long expected = Math.min(window.toMillis(), Tally.millis(created, last.end()));
      return expected <= 0 ? 1 : Math.min(1, (double) measuredMillis / expected);
    }

    /** The first instant that is held. */
    long reach() {
      return Math.max(created, rings.reach());
    }
  }
}
