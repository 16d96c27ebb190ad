package io.sre4j.timeline;

import io.sre4j.timeline.Rings.Ring;

/**
 * How much of one kind was counted, in every window of its rings.
 *
 * <p>An event adds to one number only, the total of all that ever came. A window is the total less
 * what had come before the window's first full slot, plus the part of its edge slot that is inside.
 * What had come before, and the edge, change when a slot ends: then the slot that was the first
 * full one becomes the edge. All are exact integers, and sums of what came, so nothing drifts and
 * tallies of one shape can be added. A tally that has counted nothing holds nothing but its total.
 */
final class Tally {
  private static final long[] NOTHING = {};
  private static final Counts[] NO_SLOTS = {};

  private final Rings rings;
  private long total;
  // For each window what had come before its first full slot, and its edge slot; then for each ring
  // what had come before its running slot.
  private long[] marks = NOTHING;
  private Counts[] slots = NO_SLOTS;

  Tally(Rings rings) {
    this.rings = rings;
  }

  /** What tells it when slots end. */
  Rings rings() {
    return rings;
  }

  /** Adds to the running slots. */
  void add(long count) {
    if (count != 0 && marks.length == 0) {
      allocate();
    }
    total += count;
  }

  private void allocate() {
    Ring[] all = rings.rings();
    marks = new long[2 * windows() + all.length];
    slots = new Counts[all.length];
    for (Ring ring : all) {
      slots[ring.number] = new Counts(ring.slots);
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
    return inside(window) + Math.min(0, edge(window));
  }

  /** A bound that {@link #sum} does not exceed; cheaper than that. */
  long most(int window) {
    return inside(window) + Math.max(0, edge(window));
  }

  /** What was counted in the full slots and the running one. */
  long inside(int window) {
    return marks.length == 0 ? 0 : total - marks[2 * window];
  }

  /** What was counted in the whole slot that lies across the beginning of a window. */
  long edge(int window) {
    return marks.length == 0 ? 0 : marks[2 * window + 1];
  }

  /** Takes note that the running slot of a ring ends. */
  void endSlot(Ring ring) {
    if (marks.length == 0) {
      return;
    }
    Counts counts = slots[ring.number];
    int running = startMark(ring);
    counts.set(ring.place(0), total - marks[running]);
    marks[running] = total;
    for (int w = 0; w < windows(); w++) {
      if (rings.ringOf(w) == ring) {
        long firstFull = counts.get(ring.place(rings.length(w) - 1));
        marks[2 * w] += firstFull;
        marks[2 * w + 1] = firstFull;
      }
    }
  }

  /** Takes note that no slot of a ring is held any more. */
  void forgetSlots(Ring ring) {
    if (marks.length == 0) {
      return;
    }
    slots[ring.number].clear();
    marks[startMark(ring)] = total;
    for (int w = 0; w < windows(); w++) {
      if (rings.ringOf(w) == ring) {
        marks[2 * w] = total;
        marks[2 * w + 1] = 0;
      }
    }
  }

  /** Adds to the slots of an instant that may be past, in those rings that still hold it. */
  void addAt(long nanos, long count) {
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
      slots[ring.number].add(ring.place((int) slotsBack), count);
    }
    marks[startMark(ring)] += count;
    for (int w = 0; w < windows(); w++) {
      if (rings.ringOf(w) == ring && slotsBack >= rings.length(w)) {
        marks[2 * w] += count;
        marks[2 * w + 1] += slotsBack == rings.length(w) ? count : 0;
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
    if (marks.length == 0 || slotsBack > ring.slots) {
      return 0;
    }
    return slotsBack == 0
        ? total - marks[startMark(ring)]
        : slots[ring.number].get(ring.place((int) slotsBack));
  }

  /** Adds all slots of a tally of the same shape whose rings stand at the same instant. */
  void addAll(Tally other) {
    if (other.marks.length == 0) {
      return;
    }
    if (marks.length == 0) {
      allocate();
    }
    total += other.total;
    for (int i = 0; i < marks.length; i++) {
      marks[i] += other.marks[i];
    }
    for (int i = 0; i < slots.length; i++) {
      slots[i].addAll(other.slots[i]);
    }
  }

  private int windows() {
    return rings.windows().size();
  }

  private int startMark(Ring ring) {
    return 2 * windows() + ring.number;
  }
}
