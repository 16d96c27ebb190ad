package io.sre4j.history;

import java.util.stream.IntStream;

/**
 * Where the slots of some rings lay: slots are aligned to multiples of their length. Immutable.
 *
 * <p>Each ring has a running slot, in which {@link #now()} lies, and full ones before it.
 */
public final class Grid {
  /** Of no rings. */
  public static final Grid NONE = new Grid(0, new long[0], new int[0]);

  private final long now;
  private final long[] slotNanos;
  private final int[] slots;

  /**
   * Describes some rings.
   *
   * @param now where they stood, see {@link io.sre4j.time.Span#end()}
   * @param slotNanos the length of the slots of each, the shortest first; positive
   * @param slots how many slots each holds before the running one
   */
  public Grid(long now, long[] slotNanos, int[] slots) {
    this.now = now;
    this.slotNanos = slotNanos.clone();
    this.slots = slots.clone();
  }

  /** Where the rings stood. */
  public long now() {
    return now;
  }

  /** How many rings there are. */
  public int rings() {
    return slotNanos.length;
  }

  /** The length of a ring's slots. */
  public long slotNanos(int ring) {
    return slotNanos[ring];
  }

  /** How many slots a ring holds before the running one. */
  public int slots(int ring) {
    return slots[ring];
  }

  /** The first instant of a slot. */
  long start(int ring, int slotsBack) {
    return (Math.floorDiv(now, slotNanos[ring]) - slotsBack) * slotNanos[ring];
  }

  /** The first instant after a slot; of the running one, after what was counted in it. */
  long end(int ring, int slotsBack) {
    return slotsBack == 0 ? now + 1 : start(ring, slotsBack - 1);
  }

  /** The first instant that a ring holds. */
  long reach(int ring) {
    return start(ring, slots[ring]);
  }

  /** The first instant that any ring holds. */
  public long reach() {
    return IntStream.range(0, rings()).mapToLong(this::reach).min().orElse(now);
  }

  /** The longest time that any ring holds full slots of. */
  public long lengthNanos() {
    return IntStream.range(0, rings()).mapToLong(r -> slots[r] * slotNanos[r]).max().orElse(0);
  }

  /**
   * The rings in the order in which slots of some length are best made of theirs: equal ones, then
   * shorter ones, the longest first, then longer ones, the shortest first.
   */
  int[] bestFor(long nanos) {
    int shorter = 0;
    while (shorter < slotNanos.length && slotNanos[shorter] <= nanos) {
      shorter++;
    }
    int[] order = new int[slotNanos.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < shorter ? shorter - 1 - i : i;
    }
    return order;
  }
}
