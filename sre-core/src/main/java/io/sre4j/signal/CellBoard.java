package io.sre4j.signal;

import io.sre4j.sli.Stripes;
import java.time.Instant;

/** The cells that all signals count in. Thread-safe; one thread at a time collects. */
final class CellBoard {
  private final Stripes stripes;

  CellBoard(Instant now) {
    this.stripes = new Stripes(now);
  }

  synchronized int allocate(int cells) {
    return stripes.allocate(cells);
  }

  /** One increment, see {@link Stripes}. */
  void count(int cell) {
    stripes.count(cell);
  }

  void collect(Instant now) {
    stripes.releaseDead();
    stripes.collect(now);
  }

  /** What cells side by side have grown by; valid until the next are taken. */
  int[] take(int first, int cells) {
    return stripes.take(first, cells);
  }
}
