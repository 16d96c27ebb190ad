package io.sre4j.timeline;

import io.sre4j.history.Grid;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where slots begin and end: rings of falling resolution that serve a set of windows. Each window
 * is read from slots of at most 1/60 of its length (1 second in windows under a minute), and
 * windows of equal slots share a ring. What was counted in the slots is kept by {@link Tally}, one
 * for each kind of count.
 *
 * <p>A window of n slots is the last n - 1 full slots and the running one; of the slot before
 * these, the edge, only the part inside the window counts, in proportion. So a sum is off by less
 * than the edge slot. Time moves by one comparison with the first end that is due; the rest is done
 * only when a slot has ended.
 */
final class Rings {
  private static final int MIN_SLOTS = 60;
  private static final int MAX_SLOTS = 200;
  // Divides every whole second into whole nanoseconds.
  private static final int FALLBACK_SLOTS = 64;
  // Each divides the next, so that a slot lies within one slot of every coarser ring.
  private static final int[] SLOT_SECONDS = {
    43_200, 21_600, 10_800, 3_600, 900, 300, 60, 30, 10, 5, 1
  };

  private final List<Duration> windows;
  private final Ring[] rings;
  private final Ring[] ringOf;
  private final int[] lengths;
  private final int[] marks;
  private final int[] slots;
  private long now;
  private long nextEnd;
  private long begun;
  // For each ring, how often it or a coarser one has turned.
  private final long[] turns;

  /** Rings that stand at an instant and serve windows with the slots of {@link #slotOf}. */
  Rings(Collection<Duration> windows, long now) {
    this(windows, Rings::slotOf, now);
  }

  /**
   * Rings that stand at an instant.
   *
   * @param slotOf the slot of a window; divides it
   */
  Rings(Collection<Duration> anyWindows, UnaryOperator<Duration> slotOf, long now) {
    this.windows = anyWindows.stream().distinct().sorted().toList();
    this.now = now;
    this.lengths = new int[windows.size()];
    TreeMap<Duration, Integer> longest = new TreeMap<>();
    for (int w = 0; w < lengths.length; w++) {
      Duration slot = slotOf.apply(windows.get(w));
      lengths[w] = Math.toIntExact(windows.get(w).dividedBy(slot));
      longest.put(slot, lengths[w]);
    }
    List<Duration> slotLengths = List.copyOf(longest.keySet());
    this.rings = new Ring[slotLengths.size()];
    this.turns = new long[rings.length];
    this.ringOf = new Ring[lengths.length];
    this.marks = new int[lengths.length];
    int mark = 0;
    for (int r = 0; r < rings.length; r++) {
      Duration slot = slotLengths.get(r);
      int[] served =
          IntStream.range(0, lengths.length)
              .filter(w -> slotOf.apply(windows.get(w)).equals(slot))
              .toArray();
      rings[r] = new Ring(r, mark++, slot.toNanos(), longest.getOrDefault(slot, 0), served, now);
      for (int w : served) {
        ringOf[w] = rings[r];
        marks[w] = mark;
        mark += 2;
      }
    }
    this.slots = Stream.of(rings).mapToInt(ring -> ring.slots).toArray();
    this.nextEnd = firstEnd();
    this.begun = lastStart();
  }

  /** The coarsest slot that is at most 1/60 of the window and divides it. */
  static Duration slotOf(Duration window) {
    long seconds = window.toSeconds();
    for (int slot : SLOT_SECONDS) {
      if ((long) slot * MIN_SLOTS <= seconds && seconds % slot == 0) {
        return seconds / slot <= MAX_SLOTS
            ? Duration.ofSeconds(slot)
            : window.dividedBy(FALLBACK_SLOTS);
      }
    }
    return seconds <= MIN_SLOTS ? Duration.ofSeconds(1) : window.dividedBy(FALLBACK_SLOTS);
  }

  /** The windows that are served, the shortest first. */
  List<Duration> windows() {
    return windows;
  }

  /** The rings, the finest first. */
  Ring[] rings() {
    return rings;
  }

  /** How many slots each ring holds. */
  int[] slots() {
    return slots;
  }

  /** The ring that a window is read from. */
  Ring ringOf(int window) {
    return ringOf[window];
  }

  /** A window's length in slots of its ring. */
  int length(int window) {
    return lengths[window];
  }

  /** The number of a window's first mark in a tally; the second is the next. */
  int mark(int window) {
    return marks[window];
  }

  /** How many marks a tally has. */
  int marks() {
    return rings.length + 2 * lengths.length;
  }

  /** Where the rings stand. */
  long now() {
    return now;
  }

  /** A count of nothing. */
  Tally newTally() {
    return new Tally(this);
  }

  /** Where the slots lie now. */
  Grid grid() {
    return new Grid(now, Stream.of(rings).mapToLong(ring -> ring.slotNanos).toArray(), slots);
  }

  /** Moves on to an instant; time never goes back. Whether a slot has ended. */
  boolean advanceTo(long nanos) {
    now = nanos;
    if (nanos < nextEnd) {
      return false;
    }
    int coarsest = 0;
    for (Ring ring : rings) {
      if (ring.end <= nanos) {
        ring.standAt(nanos);
        coarsest = ring.number;
      }
    }
    for (int r = 0; r <= coarsest; r++) {
      turns[r]++;
    }
    nextEnd = firstEnd();
    begun = lastStart();
    return true;
  }

  private long firstEnd() {
    long first = Long.MAX_VALUE;
    for (Ring ring : rings) {
      first = Math.min(first, ring.end);
    }
    return first;
  }

  private long lastStart() {
    long last = Long.MIN_VALUE;
    for (Ring ring : rings) {
      last = Math.max(last, ring.end - ring.slotNanos);
    }
    return last;
  }

  /** The first instant that lies in the running slot of every ring. */
  long begun() {
    return begun;
  }

  /** How often a slot has ended, of a ring or any coarser one. */
  long turns(int ring) {
    return turns[ring];
  }

  /** The first instant that the coarsest ring still holds. */
  long reach() {
    long reach = Long.MAX_VALUE;
    for (Ring ring : rings) {
      reach = Math.min(reach, ring.reach());
    }
    return reach;
  }

  /** Slots of one length: the running one, and as many before it as the longest window needs. */
  static final class Ring {
    final int number;

    /** The number of its mark in a tally. */
    final int mark;

    final long slotNanos;
    final int slots;

    /** The windows that are read from it. */
    final int[] windows;

    private long end;
    private int running;

    private Ring(int number, int mark, long slotNanos, int slots, int[] windows, long now) {
      this.number = number;
      this.mark = mark;
      this.slotNanos = slotNanos;
      this.slots = slots;
      this.windows = windows;
      standAt(now);
    }

    private void standAt(long nanos) {
      long slot = Math.floorDiv(nanos, slotNanos);
      end = (slot + 1) * slotNanos;
      // Follows from the instant alone, so that rings of one shape agree on it.
      running = (int) Math.floorMod(slot, (long) slots);
    }

    /** The first instant of the running slot. */
    long begin() {
      return end - slotNanos;
    }

    /** When the running slot ends. */
    long end() {
      return end;
    }

    /** The first instant of the oldest slot held. */
    long reach() {
      return end - slotNanos * (slots + 1);
    }

    /** How many slots before the running one an instant lies. */
    long slotsBack(long nanos) {
      long ago = end - 1 - nanos;
      // Nearly always; a division costs more than all else that is done when a slot ends.
      if (ago >= 0 && ago < 2 * slotNanos) {
        return ago < slotNanos ? 0 : 1;
      }
      return Math.floorDiv(ago, slotNanos);
    }

    /**
     * The place of a slot; the oldest one held shares that of the running one.
     *
     * @param slotsBack how many slots before the running one, less than three times those held
     */
    int place(int slotsBack) {
      int place = running - slotsBack;
      while (place < 0) {
        place += slots;
      }
      return place;
    }

    /** The share of the edge slot that is inside the windows. */
    double edgeShare(long now) {
      return 1 - (double) (now - (end - slotNanos)) / slotNanos;
    }
  }
}
