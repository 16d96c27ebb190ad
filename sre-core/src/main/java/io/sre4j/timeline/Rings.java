package io.sre4j.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rings of falling resolution that serve a set of windows: each window is read from slots of at
 * most 1/60 of its length (1 second in windows under a minute), and windows of equal slots share a
 * ring. Memory is at most 20 bytes x 200 slots for each window, whatever its length.
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

  private final List<Ring> rings = new ArrayList<>();
  private final List<Duration> windows;
  private final Ring[] ringOf;
  private final int[] indexInRing;

  Rings(Collection<Duration> distinctWindows) {
    this.windows = distinctWindows.stream().distinct().sorted().toList();
    this.ringOf = new Ring[windows.size()];
    this.indexInRing = new int[windows.size()];
    Map<Duration, List<Duration>> bySlot = new TreeMap<>();
    windows.forEach(w -> bySlot.computeIfAbsent(slotOf(w), s -> new ArrayList<>()).add(w));
    bySlot.forEach(this::addRing);
  }

  private void addRing(Duration slot, List<Duration> served) {
    Ring ring = new Ring(slot, served.toArray(Duration[]::new));
    rings.add(ring);
    for (int i = 0; i < served.size(); i++) {
      int window = windows.indexOf(served.get(i));
      ringOf[window] = ring;
      indexInRing[window] = i;
    }
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

  void advanceTo(long nanos) {
    for (int i = 0; i < rings.size(); i++) {
      rings.get(i).advanceTo(nanos);
    }
  }

  void add(long nanos, long good, long bad) {
    for (int i = 0; i < rings.size(); i++) {
      rings.get(i).add(nanos, good, bad);
    }
  }

  void addMeasured(long from, long to) {
    for (int i = 0; i < rings.size(); i++) {
      rings.get(i).addMeasured(from, to);
    }
  }

  long good(int window) {
    return ringOf[window].good(indexInRing[window]);
  }

  long bad(int window) {
    return ringOf[window].bad(indexInRing[window]);
  }

  long measuredMillis(int window) {
    return ringOf[window].measuredMillis(indexInRing[window]);
  }

  /** The first instant that the coarsest ring still holds. */
  long reach() {
    return rings.stream().mapToLong(Ring::reach).min().orElse(Long.MAX_VALUE);
  }

  /**
   * Moves what was counted from one instant to another into rings of the same shape. Each stretch
   * of time is read from the finest ring that still holds it; of a slot that is only partly inside,
   * the part inside counts.
   *
   * @return good and bad units that were moved, of the time from {@code since} on
   */
  long[] move(long from, long to, Rings target, long since) {
    long[] moved = new long[2];
    long end = to;
    for (Ring ring : finestFirst()) {
      long start = Math.max(from, ring.reach());
      if (start < end) {
        move(ring, start, end, target, since, moved);
        end = start;
      }
    }
    return moved;
  }

  private void move(Ring source, long from, long to, Rings target, long since, long[] moved) {
    long slot = source.slotNanos();
    for (long start = Math.floorDiv(from, slot) * slot; start < to; start += slot) {
      long inside = Math.min(to, start + slot) - Math.max(from, start);
      double share = (double) inside / slot;
      long good = Math.round(source.goodAt(start) * share);
      long bad = Math.round(source.badAt(start) * share);
      long at = Math.max(from, start);
      if (good + bad > 0) {
        add(at, -good, -bad);
        target.add(at, good, bad);
        moved[0] += at >= since ? good : 0;
        moved[1] += at >= since ? bad : 0;
      }
    }
  }

  void addAll(Rings other) {
    for (int i = 0; i < rings.size(); i++) {
      rings.get(i).addAll(other.rings.get(i));
    }
  }

  private List<Ring> finestFirst() {
    return rings.stream().sorted(Comparator.comparingLong(Ring::slotNanos)).toList();
  }
}
