package io.sre4j.report;

import java.time.Duration;
import java.time.Instant;

/**
 * The burn rates of one SLO, renewed by every tick: for gauges, samplers and load shedding, which
 * read often and keep this.
 *
 * <p>Thread-safe; a reading is one read of memory, takes no lock and allocates nothing. Each rate
 * is that of a whole tick, but a tick may come between two readings, so rates of two windows may be
 * of ticks that follow each other. A rate that is read after {@link #asOf()} is of that tick or a
 * later one. For values that belong together ask for {@link SloStatus}.
 *
 * <p>Once the SLO is removed every rate is NaN for good, also if another SLO takes its name; once
 * the engine is closed the last values stay, and {@link #asOf()} says how old they are.
 */
public interface BurnRates {

  /** How many windows: those of the alert policy, the shortest first, then the period. */
  int size();

  /**
   * The length of a window; of a page of the calendar, its nominal length.
   *
   * @param i from 0 to {@link #size()} - 1
   * @throws IndexOutOfBoundsException for any other
   */
  Duration window(int i);

  /**
   * How many times faster than allowed the budget burned in a window, as of the last tick: from 0;
   * NaN while nothing was counted. Of a composite the sum over its objectives, each times its
   * weight.
   *
   * @param i from 0 to {@link #size()} - 1
   * @throws IndexOutOfBoundsException for any other
   */
  double rate(int i);

  /** The tick of the rates, by the wall clock; that of the last one after the SLO was removed. */
  Instant asOf();
}
