package io.sre4j.timeline;

import io.sre4j.history.Grid;
import io.sre4j.history.Track;
import io.sre4j.timeline.Rings.Ring;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How much of one kind was counted, in every window of its rings.
 *
 * <p>An event adds to one number only, the total of all that ever came. A window is the total less
 * what had come before the window's first full slot, plus the part of its edge slot that is inside.
 * What had come before, and the edge, change when a slot ends: then the slot that was the first
 * full one becomes the edge. That is made up for when the tally is added to or read the next time.
 * All are exact integers, and sums of what came, so nothing drifts and tallies of one shape can be
 * added. A tally that has counted nothing holds nothing but its total.
 */
final class Tally {
  private static final long[] NOTHING = {};
  private static final Counts NO_SLOTS = new Counts();

  /** Of no rings: stands for one that has counted nothing, and is not to be added to. */
  static final Tally NONE = new Tally(new Rings(List.of(), 0));

  private final Rings rings;
  private long total;
  // An instant in the slots that ran when this was last looked at.
  private long upTo;
  // For each ring what had come before its running slot; then for each window that is read from it
  // what had come before its first full slot, and its edge slot.
  private long[] marks = NOTHING;
  // A row for each ring.
  private Counts slots = NO_SLOTS;

  Tally(Rings rings) {
    this.rings = rings;
  }

  /** What tells it when slots end. */
  Rings rings() {
    return rings;
  }

  /** All that ever was counted. */
  long total() {
    return total;
  }

  /** Adds to the running slots. */
  void add(long count) {
    if (count != 0) {
      if (marks.length == 0) {
        allocate();
      }
      catchUp();
      total += count;
    }
  }

  private void allocate() {
    marks = new long[rings.marks()];
    slots = new Counts(rings.slots());
    upTo = rings.now();
  }

  /**
   * Makes up for the slots that have ended meanwhile; in all of them but the first came nothing.
   */
  private void catchUp() {
    if (upTo < rings.begun() && marks.length > 0) {
      for (Ring ring : rings.rings()) {
        if (upTo < ring.begin()) {
          long ended = ring.slotsBack(upTo);
          if (ended > ring.slots) {
            forgetSlots(ring);
          } else {
            endSlots(ring, (int) ended);
          }
        }
      }
      upTo = rings.now();
    }
  }

  /**
   * A copy of all that is held.
   *
   * @param grid where the slots lie now
   */
  Track track(Grid grid) {
    if (marks.length == 0) {
      return Track.NONE;
    }
    catchUp();
    long[][] counts = new long[rings.rings().length][];
    for (Ring ring : rings.rings()) {
      int held = slots.isClear(ring.number) ? 0 : ring.slots;
      long[] row = new long[held + 1];
      row[0] = total - marks[ring.mark];
      for (int back = 1; back <= held; back++) {
        row[back] = slots.get(ring.number, ring.place(back));
      }
      counts[ring.number] = row;
    }
    return new Track(grid, total, counts);
  }

  /** Takes over what another run has counted, having counted nothing itself. */
  void resume(Track track) {
    if (track.isEmpty()) {
      return;
    }
    allocate();
    total = track.total();
    for (Ring ring : rings.rings()) {
      long[] counts = track.read(ring.slotNanos, ring.slots, ring.end());
      marks[ring.mark] = total - counts[0];
      for (int back = 1; back <= ring.slots; back++) {
        slots.set(ring.number, ring.place(back), counts[back]);
      }
      for (int w : ring.windows) {
        int length = rings.length(w);
        marks[rings.mark(w)] = total - LongStream.of(counts).limit(length).sum();
        marks[rings.mark(w) + 1] = counts[length];
      }
    }
  }

  /** What was counted in a window. */
  long sum(int window) {
    long edge = edge(window);
    return edge == 0
        ? inside(window)
        : inside(window) + Math.round(edge * rings.ringOf(window).edgeShare(rings.now()));
  }

  /** A bound that {@link #sum} does not fall below; cheaper than that. */
  long least(int window) {
    catchUp();
    if (marks.length == 0) {
      return 0;
    }
    int mark = rings.mark(window);
    return total - marks[mark] + Math.min(0, marks[mark + 1]);
  }

  /** A bound that {@link #sum} does not exceed; cheaper than that. */
  long most(int window) {
    catchUp();
    if (marks.length == 0) {
      return 0;
    }
    int mark = rings.mark(window);
    return total - marks[mark] + Math.max(0, marks[mark + 1]);
  }

  /** What was counted in the full slots and the running one. */
  long inside(int window) {
    catchUp();
    return marks.length == 0 ? 0 : total - marks[rings.mark(window)];
  }

  /** What was counted in the whole slot that lies across the beginning of a window. */
  long edge(int window) {
    catchUp();
    return marks.length == 0 ? 0 : marks[rings.mark(window) + 1];
  }

  private void endSlots(Ring ring, int ended) {
    for (int back = ended; back > 0; back--) {
      slots.set(ring.number, ring.place(back), total - marks[ring.mark]);
      marks[ring.mark] = total;
      for (int w : ring.windows) {
        long firstFull = slots.get(ring.number, ring.place(back + rings.length(w) - 1));
        marks[rings.mark(w)] += firstFull;
        marks[rings.mark(w) + 1] = firstFull;
      }
    }
  }

  private void forgetSlots(Ring ring) {
    slots.clear(ring.number);
    marks[ring.mark] = total;
    for (int w : ring.windows) {
      marks[rings.mark(w)] = total;
      marks[rings.mark(w) + 1] = 0;
    }
  }

  /** Adds to the slots of an instant that is in the running ones, or a little before. */
  void addRecent(long nanos, long count) {
    if (nanos >= rings.begun()) {
      add(count);
    } else if (count != 0) {
      addAt(nanos, count);
    }
  }

  /** Adds to the slots of an instant that may be past, in those rings that still hold it. */
  void addAt(long nanos, long count) {
    if (count == 0) {
      return;
    }
    add(count);
    for (Ring ring : rings.rings()) {
      putBack(ring, ring.slotsBack(nanos), count);
    }
  }

  /** Adds milliseconds that passed from one instant to another to all slots that they lie in. */
  void addMillis(long from, long to) {
    add(millis(from, to));
    for (Ring ring : rings.rings()) {
      long held = Math.min(to, Math.max(from, ring.reach()));
      putBack(ring, ring.slots + 1, millis(from, held));
      for (long start = held; start < to; ) {
        long back = ring.slotsBack(start);
        long end = Math.min(to, ring.end() - back * ring.slotNanos);
        putBack(ring, back, millis(start, end));
        start = end;
      }
    }
  }

  /** Differences of rounded instants, so that nothing is lost by rounding. */
  static long millis(long from, long to) {
    return to / 1_000_000 - from / 1_000_000;
  }

  /** Moves what is in the total already from the running slot of a ring to an earlier one. */
  private void putBack(Ring ring, long slotsBack, long count) {
    if (slotsBack <= 0 || count == 0) {
      return;
    }
    if (slotsBack <= ring.slots) {
      slots.add(ring.number, ring.place((int) slotsBack), count);
    }
    marks[ring.mark] += count;
    for (int w : ring.windows) {
      if (slotsBack >= rings.length(w)) {
        marks[rings.mark(w)] += count;
        marks[rings.mark(w) + 1] += slotsBack == rings.length(w) ? count : 0;
      }
    }
  }

  /**
   * Moves what was counted from one instant to another into a tally of the same shape. Each stretch
   * of time is read from the finest ring that still holds it; of a slot that is only partly inside,
   * the part inside counts.
   *
   * @return what was moved, of the time from {@code since} on
   */
  long move(long from, long to, Tally target, long since) {
    long moved = 0;
    long end = to;
    for (Ring ring : rings.rings()) {
      long start = Math.max(from, ring.reach());
      if (start < end) {
        moved += move(ring, start, end, target, since);
        end = start;
      }
    }
    return moved;
  }

  private long move(Ring source, long from, long to, Tally target, long since) {
    long slot = source.slotNanos;
    long moved = 0;
    for (long start = Math.floorDiv(from, slot) * slot; start < to; start += slot) {
      long at = Math.max(from, start);
      double share = (double) (Math.min(to, start + slot) - at) / slot;
      long count = Math.round(inSlot(source, source.slotsBack(start)) * share);
      if (count > 0) {
        addAt(at, -count);
        target.addAt(at, count);
        moved += at >= since ? count : 0;
      }
    }
    return moved;
  }

  private long inSlot(Ring ring, long slotsBack) {
    catchUp();
    if (marks.length == 0 || slotsBack > ring.slots) {
      return 0;
    }
    return slotsBack == 0
        ? total - marks[ring.mark]
        : slots.get(ring.number, ring.place((int) slotsBack));
  }

  /** Adds all slots of a tally of the same shape whose rings stand at the same instant. */
  void addAll(Tally other) {
    if (other.marks.length == 0) {
      return;
    }
    if (marks.length == 0) {
      allocate();
    }
    catchUp();
    other.catchUp();
    total += other.total;
    for (int i = 0; i < marks.length; i++) {
      marks[i] += other.marks[i];
    }
    for (Ring ring : rings.rings()) {
      slots.addAll(ring.number, other.slots, ring.number);
    }
  }
}
