package io.sre4j.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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
  private final List<Tally> tallies = new ArrayList<>(2);
  private long now;
  private long nextEnd;

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
    List<Duration> slots = List.copyOf(longest.keySet());
    this.rings = new Ring[slots.size()];
    for (int r = 0; r < rings.length; r++) {
      Duration slot = slots.get(r);
      rings[r] = new Ring(r, slot.toNanos(), longest.getOrDefault(slot, 0), now);
    }
    this.ringOf =
        windows.stream().map(w -> rings[slots.indexOf(slotOf.apply(w))]).toArray(Ring[]::new);
    this.nextEnd = firstEnd();
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

  /** The ring that a window is read from. */
  Ring ringOf(int window) {
    return ringOf[window];
  }

  /** A window's length in slots of its ring. */
  int length(int window) {
    return lengths[window];
  }

  /** Where the rings stand. */
  long now() {
    return now;
  }

  /** A count of nothing, which is told from now on when a slot ends. */
  Tally newTally() {
    Tally tally = new Tally(this);
    tallies.add(tally);
    return tally;
  }

  /** Lets go of a count. */
  void forget(Tally tally) {
    tallies.remove(tally);
  }

  /** Moves on to an instant; time never goes back. Whether a slot has ended. */
  boolean advanceTo(long nanos) {
    now = nanos;
    if (nanos < nextEnd) {
      return false;
    }
    for (Ring ring : rings) {
      advance(ring);
    }
    nextEnd = firstEnd();
    return true;
  }

  private void advance(Ring ring) {
    boolean anew = now - ring.end >= ring.slotNanos * ring.slots;
    if (anew) {
      tallies.forEach(tally -> tally.forgetSlots(ring));
      ring.standAt(now);
    }
    while (ring.end <= now) {
      for (int i = 0; i < tallies.size(); i++) {
        tallies.get(i).endSlot(ring);
      }
      ring.step();
    }
  }

  private long firstEnd() {
    long first = Long.MAX_VALUE;
    for (Ring ring : rings) {
      first = Math.min(first, ring.end);
    }
    return first;
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
    final long slotNanos;
    final int slots;
    private long end;
    private int running;

    private Ring(int number, long slotNanos, int slots, long now) {
      this.number = number;
      this.slotNanos = slotNanos;
      this.slots = slots;
      standAt(now);
    }

    private void standAt(long nanos) {
      long slot = Math.floorDiv(nanos, slotNanos);
      end = (slot + 1) * slotNanos;
      // Follows from the instant alone, so that rings of one shape agree on it.
      running = (int) Math.floorMod(slot, (long) slots);
    }

    private void step() {
      end += slotNanos;
      running = running + 1 == slots ? 0 : running + 1;
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
      return Math.floorDiv(end - 1 - nanos, slotNanos);
    }

    /** The place of a slot; the oldest one held shares that of the running one. */
    int place(int slotsBack) {
      int place = running - slotsBack;
      return place < 0 ? place + slots : place;
    }

    /** The share of the edge slot that is inside the windows. */
    double edgeShare(long now) {
      return 1 - (double) (now - (end - slotNanos)) / slotNanos;
    }
  }
}
