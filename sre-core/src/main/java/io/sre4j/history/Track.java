package io.sre4j.history;

/** How much of one kind was counted, slot by slot. Immutable. */
public final class Track {
  /** Of nothing. */
  public static final Track NONE = new Track(Grid.NONE, 0, new long[0][]);

  private static final Piece NOWHERE = (at, count) -> {};

  private final Grid grid;
  private final long total;
  private final long[][] counts;

  /**
   * What was counted.
   *
   * @param grid the slots
   * @param total all that ever was counted
   * @param counts for each ring what was counted in its slots, the running one first; kept, not
   *     copied. Slots that are left out at the end of a row have counted nothing
   */
  public Track(Grid grid, long total, long[][] counts) {
    this.grid = grid;
    this.total = total;
    this.counts = counts;
  }

  /** Where the slots lay. */
  public Grid grid() {
    return grid;
  }

  /** All that ever was counted. */
  public long total() {
    return total;
  }

  /** Whether nothing was counted. */
  public boolean isEmpty() {
    return grid.rings() == 0;
  }

  /** How many slots of a ring there are; those beyond have counted nothing. */
  public int size(int ring) {
    return counts[ring].length;
  }

  /** What was counted in a slot. */
  public long count(int ring, int slotsBack) {
    return slotsBack < counts[ring].length ? counts[ring][slotsBack] : 0;
  }

  private interface Piece {
    void accept(long at, long count);
  }

  /**
   * The same counts in slots of any length. Exact if the grid has a ring of such slots; else each
   * stretch of time is read from the ring that suits best, and is right to one slot of that.
   *
   * @param slotNanos the length of the slots
   * @param slots how many are wanted before the running one
   * @param end when the running one ends; after all that was counted
   * @return what was counted in each, the running one first
   */
  public long[] read(long slotNanos, int slots, long end) {
    long[] read = new long[slots + 1];
    long begin = end - slotNanos * (slots + 1);
    forEach(
        grid.bestFor(slotNanos),
        begin,
        (at, count) -> {
          int slotsBack = (int) Math.floorDiv(end - 1 - at, slotNanos);
          read[slotsBack] += count;
        });
    return read;
  }

  /** What was counted from an instant on, as far as it is held; right to one slot. */
  public long since(long begin) {
    return forEach(grid.bestFor(0), begin, NOWHERE);
  }

  /** Passes on what was counted since an instant, the latest first. */
  private long forEach(int[] rings, long begin, Piece pieces) {
    long sum = 0;
    long open = grid.now() + 1;
    for (int ring : rings) {
      long from = Math.max(begin, grid.reach(ring));
      for (int back = 0; from < open && back < counts[ring].length; back++) {
        sum += pass(ring, back, from, open, pieces);
      }
      open = Math.min(open, from);
    }
    return sum;
  }

  private long pass(int ring, int slotsBack, long from, long to, Piece pieces) {
    long count = counts[ring][slotsBack];
    long start = grid.start(ring, slotsBack);
    long end = grid.end(ring, slotsBack);
    long inStart = Math.max(from, start);
    long inEnd = Math.min(to, end);
    if (count == 0 || inStart >= inEnd) {
      return 0;
    }
    boolean whole = inStart == start && inEnd == end;
    long inside = whole ? count : Math.round((double) count * (inEnd - inStart) / (end - start));
    pieces.accept(inStart + (inEnd - 1 - inStart) / 2, inside);
    return inside;
  }
}
