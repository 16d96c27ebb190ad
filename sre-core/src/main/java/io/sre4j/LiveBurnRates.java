package io.sre4j;

import io.sre4j.report.BurnRates;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.SloTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLongArray;

/** Burn rates that the ticker writes and anybody reads. */
final class LiveBurnRates implements BurnRates {
  /*
   * State. The bits of one double for each window, and the tick that wrote them.
   *
   * Progress. One writer, under the engine's lock: opaque stores, then a volatile one of the tick.
   * Readers: one opaque load each, so a rate is never torn. Who reads the tick first sees its rates
   * or later ones.
   *
   * Loss and lag bound. As old as the last tick.
   *
   * Why not simpler. An array that is replaced by each tick would give one reader all windows of one
   * tick, and the collector an array per SLO and second; nobody has asked for it yet.
   */
  private static final long NOT_KNOWN = Double.doubleToRawLongBits(Double.NaN);

  private final List<Duration> windows;
  private final SloTimeline[] timelines;
  private final int[] indexes;
  private final double[] budgets;
  private final double[] weights;
  private final AtomicLongArray rates;
  private volatile Instant asOf;

  LiveBurnRates(Slo slo, List<SloTimeline> timelines, Instant asOf) {
    this.windows = windows(slo);
    this.timelines = timelines.toArray(SloTimeline[]::new);
    this.indexes = indexes(slo, this.timelines[0]);
    List<Objective> objectives = slo.objectives();
    this.budgets =
        objectives.stream().mapToDouble(o -> o.target().errorBudget().doubleValue()).toArray();
    this.weights = objectives.stream().mapToDouble(o -> o.weight().doubleValue()).toArray();
    this.rates = new AtomicLongArray(indexes.length);
    this.asOf = asOf;
    update(asOf);
  }

  private LiveBurnRates(LiveBurnRates other, Instant asOf) {
    this.windows = other.windows;
    this.timelines = other.timelines;
    this.indexes = other.indexes;
    this.budgets = other.budgets;
    this.weights = other.weights;
    this.rates = new AtomicLongArray(indexes.length);
    this.asOf = asOf;
    update(asOf);
  }

  /** The rates as they stand now. */
  LiveBurnRates copy(Instant at) {
    return new LiveBurnRates(this, at);
  }

  /** The windows of the alert policy, the shortest first, then the period unless it is one. */
  private static List<Duration> windows(Slo slo) {
    TreeSet<Duration> policy = new TreeSet<>();
    for (AlertRule rule : slo.alerting().rules()) {
      policy.add(rule.longWindow());
      policy.add(rule.shortWindow());
    }
    List<Duration> windows = new ArrayList<>(policy);
    Duration period = slo.window().nominalLength();
    if (isPage(slo) || !policy.contains(period)) {
      windows.add(period);
    }
    return List.copyOf(windows);
  }

  /** The numbers of these windows in a timeline of the SLO. */
  static int[] indexes(Slo slo, SloTimeline timeline) {
    int[] indexes = windows(slo).stream().mapToInt(timeline::indexOf).toArray();
    if (isPage(slo)) {
      indexes[indexes.length - 1] = SloTimeline.PERIOD;
    }
    return indexes;
  }

  private static boolean isPage(Slo slo) {
    return slo.window() instanceof TimeWindow.Calendar;
  }

  /** Takes over what the timelines hold now. */
  void update(Instant at) {
    for (int i = 0; i < indexes.length; i++) {
      rates.setOpaque(i, Double.doubleToRawLongBits(burn(indexes[i])));
    }
    asOf = at;
  }

  /** Says from now on that nobody knows. */
  void end() {
    for (int i = 0; i < indexes.length; i++) {
      rates.setOpaque(i, NOT_KNOWN);
    }
  }

  private double burn(int window) {
    double sum = 0;
    boolean any = false;
    for (int i = 0; i < timelines.length; i++) {
      double ratio = timelines[i].errorRatio(window);
      if (!Double.isNaN(ratio)) {
        any = true;
        sum += ratio / budgets[i] * weights[i];
      }
    }
    return any ? sum : Double.NaN;
  }

  @Override
  public int size() {
    return windows.size();
  }

  @Override
  public Duration window(int i) {
    return windows.get(i);
  }

  @Override
  public double rate(int i) {
    return Double.longBitsToDouble(rates.getOpaque(i));
  }

  @Override
  public Instant asOf() {
    return asOf;
  }
}
