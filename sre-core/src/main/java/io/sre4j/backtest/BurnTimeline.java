package io.sre4j.backtest;

import io.sre4j.report.BurnRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The burn rates of one SLO over time, at the ticks that a timeline asked for. Not changed once the
 * backtest has ended.
 */
public final class BurnTimeline {
  private static final int CHUNK = 1_024;

  private final List<Duration> windows;
  // Points of a chunk one after the other, a rate for each window.
  private final List<double[]> rates = new ArrayList<>();
  private final List<Instant> instants = new ArrayList<>();

  BurnTimeline(List<Duration> windows) {
    this.windows = windows;
  }

  void add(BurnRates now, Instant at) {
    int point = instants.size() % CHUNK;
    if (point == 0) {
      rates.add(new double[CHUNK * windows.size()]);
    }
    double[] chunk = rates.get(rates.size() - 1);
    for (int window = 0; window < windows.size(); window++) {
      chunk[point * windows.size() + window] = now.rate(window);
    }
    instants.add(at);
  }

  /** The windows of the alert policy, the shortest first, and the period as the last. */
  public List<Duration> windows() {
    return windows;
  }

  /** How many points there are. */
  public int size() {
    return instants.size();
  }

  /**
   * The tick of a point, by the clock of the events.
   *
   * @param point from 0 to {@link #size()} - 1
   */
  public Instant at(int point) {
    return instants.get(point);
  }

  /**
   * The burn rate of a window; NaN while nothing was counted in it.
   *
   * @param point from 0 to {@link #size()} - 1
   * @param window the number of a window, from 0
   */
  public double rate(int point, int window) {
    return rates.get(point / CHUNK)[point % CHUNK * windows.size() + window];
  }

  /**
   * What was left of the period's budget: 1 untouched, 0 spent, negative overspent; NaN while
   * nothing was counted.
   *
   * @param point from 0 to {@link #size()} - 1
   */
  public double budgetRemaining(int point) {
    return 1 - rate(point, windows.size() - 1);
  }
}
