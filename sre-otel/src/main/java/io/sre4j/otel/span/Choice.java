package io.sre4j.otel.span;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which spans are looked at: all of a quiet service, a part of a busy one, told by the last digits
 * of the ids of their traces. So the cost has a bound by time, not only by span.
 */
final class Choice {
  /*
   * State. How many digits have to be 0, and how many spans were chosen since the last tick.
   *
   * Progress. Who is not chosen reads one int and one character. Who is counts itself; when the
   * budget of this depth is spent, the next digit has to be 0 too.
   *
   * Loss and lag bound. Of each depth at most BUDGET spans between two ticks, and as many more as
   * there are threads that see the change late: 8,000 in a second whatever happens, 30 ns each. A
   * depth is given up only at a tick that had few.
   *
   * Why not simpler. One in so many of all spans, for good, would need an hour of a quiet service
   * to see 20 of them.
   */
  static final int BUDGET = 2_000;
  static final int FEW = 100;
  static final int DEEPEST = 3;

  private final AtomicInteger chosen = new AtomicInteger();
  // Written now and then; an old value does no harm.
  private int depth;

  /** Whether it is so quiet that each is looked at. */
  boolean takesAll() {
    return depth == 0;
  }

  /** Whether to look at what has an id; counts it if so. */
  boolean takes(String id) {
    int last = id.length() - 1;
    for (int i = 0; i < depth; i++) {
      if (id.charAt(last - i) != '0') {
        return false;
      }
    }
    if (chosen.incrementAndGet() >= BUDGET && depth < DEEPEST) {
      depth++;
      chosen.set(0);
    }
    return true;
  }

  /** A second has passed. */
  void tick() {
    if (chosen.getAndSet(0) < FEW && depth > 0) {
      depth--;
    }
  }

  int depth() {
    return depth;
  }
}
