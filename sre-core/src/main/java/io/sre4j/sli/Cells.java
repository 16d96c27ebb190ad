package io.sre4j.sli;

import io.sre4j.sli.Stripes.Stripe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one SLI in one layout; {@link Stripes} says how threads share them.
 *
 * <p>Good events with a usual duration take a short cut to the cell that {@link Layout#cell} says.
 */
final class Cells {
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);

  final Layout layout;
  private final Stripes stripes;
  private final int first;
  private final int[] passedOn;

  // What a good event asks for, in one place. The short cut is for durations from shortest to
  // longest: those within the octaves of the scale, if two compares tell all thresholds apart.
  private final Stripe[] owned;
  private final int untimed;
  private final int bands;
  private final int parts;
  private final int maxShift;
  private final long shortest;
  private final long longest;
  private final long threshold0;
  private final long threshold1;

  Cells(Layout layout, Stripes stripes) {
    LatencyScale scale = layout.scale();
    int thresholds = layout.thresholdCount();
    this.layout = layout;
    this.stripes = stripes;
    this.first = stripes.allocate(layout.cells());
    this.passedOn = new int[layout.cells()];
    this.owned = stripes.owned;
    this.untimed = first + Layout.UNTIMED;
    this.bands = first + Layout.FIRST_BAND + scale.offset();
    this.parts = scale.parts();
    this.maxShift = scale.maxShift();
    this.shortest = LatencyScale.SHORTEST;
    this.longest = thresholds <= 2 ? LatencyScale.LONGEST : -1;
    this.threshold0 = thresholds > 0 ? layout.threshold(0) : Long.MAX_VALUE;
    this.threshold1 = thresholds > 1 ? layout.threshold(1) : Long.MAX_VALUE;
  }

  /** Counts a good event of which no duration is known. */
  void countUntimed() {
    count(untimed);
  }

  /** Counts a good event. */
  void countGood(long nanos) {
    if (nanos >= shortest && nanos <= longest) {
      count(band(nanos));
    } else {
      count(Outcome.GOOD, nanos);
    }
  }

  void count(Outcome outcome, long nanos) {
    count(first + layout.cell(outcome, nanos));
  }

  /** The bucket of the scale, and the thresholds below: the sign of a difference is one of them. */
  private int band(long nanos) {
    int shift = maxShift - Long.numberOfLeadingZeros(nanos);
    int below = (int) ((threshold0 - nanos) >>> 63) + (int) ((threshold1 - nanos) >>> 63);
    return bands + shift * parts + (int) (nanos >>> shift) + below;
  }

  private void count(int cell) {
    Thread thread = Thread.currentThread();
    Stripe stripe = owned[(int) thread.getId() & (Stripes.OWNED - 1)];
    int[] counters = stripe.counters;
    if (stripe.owner == thread && cell >= 0 && cell < counters.length) {
      COUNT.setOpaque(counters, cell, counters[cell] + 1);
    } else {
      stripes.count(thread, cell);
    }
  }

  /** The growth of every cell since the last call; valid until another call, also of others. */
  int[] drain() {
    return stripes.growth(first, passedOn);
  }
}
