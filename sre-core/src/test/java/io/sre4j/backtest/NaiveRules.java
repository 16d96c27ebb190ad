package io.sre4j.backtest;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a window and an alert without gate are by definition, worked out second by second from the
 * rows: the independent truth of a backtest.
 */
final class NaiveRules {
  // The slot of each window used in tests: at most 1/60 of it, 1 s below a minute.
  private static final Map<Long, Integer> SLOTS =
      Map.of(10L, 1, 60L, 1, 120L, 1, 300L, 5, 720L, 10, 2_160L, 30, 3_600L, 60);

  private final Slo slo;
  private final long firstSecond;
  private final long[] goodBefore;
  private final long[] badBefore;

  NaiveRules(Slo slo, List<Rows.Row> rows) {
    this.slo = slo;
    boolean byLatency = slo.objectives().get(0).threshold().isPresent();
    long first = rows.stream().mapToLong(Rows.Row::nanos).min().orElseThrow() / 1_000_000_000L;
    long last = rows.stream().mapToLong(Rows.Row::nanos).max().orElseThrow() / 1_000_000_000L;
    this.firstSecond = first;
    this.goodBefore = new long[(int) (last - first) + 2];
    this.badBefore = new long[goodBefore.length];
    for (Rows.Row row : rows) {
      int second = (int) (row.nanos() / 1_000_000_000L - first);
      goodBefore[second + 1] += row.isGood(byLatency) ? row.count() : 0;
      badBefore[second + 1] += row.isBad(byLatency) ? row.count() : 0;
    }
    for (int i = 1; i < goodBefore.length; i++) {
      goodBefore[i] += goodBefore[i - 1];
      badBefore[i] += badBefore[i - 1];
    }
  }

  long good() {
    return goodBefore[goodBefore.length - 1];
  }

  long bad() {
    return badBefore[badBefore.length - 1];
  }

  /** Good or bad events in seconds from one up to another, that excluded. */
  private static long sum(long[] before, long from, long to, long first) {
    int begin = (int) Math.max(0, Math.min(before.length - 1L, from - first));
    int end = (int) Math.max(0, Math.min(before.length - 1L, to - first));
    return before[end] - before[begin];
  }

  /** The full slots that lie inside, the running one, and the edge slot's part that is inside. */
  private long window(long[] before, Duration window, long end) {
    long seconds = window.toSeconds();
    int slot = SLOTS.getOrDefault(seconds, 0);
    long running = Math.floorDiv(end, slot) * slot;
    long firstInside = running - seconds + slot;
    double share = 1 - (double) (end - running) / slot;
    long edge = sum(before, firstInside - slot, firstInside, firstSecond);
    return sum(before, firstInside, end, firstSecond) + Math.round(edge * share);
  }

  /** Whether nothing is in the full slots and the running one. */
  private boolean isSilent(Duration window, long end) {
    int slot = SLOTS.getOrDefault(window.toSeconds(), 0);
    long firstInside = Math.floorDiv(end, slot) * slot - window.toSeconds() + slot;
    return sum(goodBefore, firstInside, end, firstSecond) == 0
        && sum(badBefore, firstInside, end, firstSecond) == 0;
  }

  double burn(Duration window, long end) {
    long good = window(goodBefore, window, end);
    long bad = window(badBefore, window, end);
    return good + bad == 0 ? Double.NaN : (double) bad / (good + bad) / budget().doubleValue();
  }

  /**
   * Bounds of a burn rate that hold whatever the slots are: no older event than the window and a
   * slot of 1/60 is in, no younger one than the window less that slot is out.
   */
  double[] bounds(Duration window, long end) {
    long slot = Math.max(1, window.toSeconds() / 60);
    long inner = end - window.toSeconds() + slot;
    long outer = end - window.toSeconds() - slot;
    double leastBad = sum(badBefore, inner, end, firstSecond);
    double mostBad = sum(badBefore, outer, end, firstSecond);
    double leastGood = sum(goodBefore, inner, end, firstSecond);
    double mostGood = sum(goodBefore, outer, end, firstSecond);
    double low = leastBad == 0 ? 0 : leastBad / (leastBad + mostGood);
    double high = mostBad == 0 ? 0 : mostBad / (mostBad + leastGood);
    return new double[] {low / budget().doubleValue(), high / budget().doubleValue()};
  }

  private BigDecimal budget() {
    Objective objective = slo.objectives().get(0);
    return BigDecimal.ONE.subtract(objective.target().ratio());
  }

  private boolean burns(Duration window, double factor, long end) {
    long good = window(goodBefore, window, end);
    long bad = window(badBefore, window, end);
    BigDecimal allowed =
        BigDecimal.valueOf(factor).multiply(budget()).multiply(BigDecimal.valueOf(good + bad));
    return BigDecimal.valueOf(bad).compareTo(allowed) > 0;
  }

  /** "rule fired resolved", for each alert, in the order in which they fired. */
  List<String> alerts(long lastTick) {
    record Fired(AlertRule rule, long at, Optional<Long> resolved) {}

    List<Fired> fired = new ArrayList<>();
    for (AlertRule rule : slo.alerting().rules()) {
      long since = -1;
      for (long end = firstSecond + 1; end <= lastTick; end++) {
        boolean shortBurns = burns(rule.shortWindow(), rule.factor(), end);
        boolean longBurns = burns(rule.longWindow(), rule.factor(), end);
        boolean isSilent = isSilent(rule.shortWindow(), end);
        if (since < 0 && shortBurns && longBurns) {
          since = end;
        } else if (since >= 0 && !(longBurns && (shortBurns || isSilent))) {
          fired.add(new Fired(rule, since, Optional.of(end)));
          since = -1;
        }
      }
      if (since >= 0) {
        fired.add(new Fired(rule, since, Optional.empty()));
      }
    }
    return fired.stream()
        .map(f ->
            f.rule.id()
                + " "
                + Instant.ofEpochSecond(f.at)
                + " "
                + f.resolved.map(at -> Instant.ofEpochSecond(at).toString()).orElse("-"))
        .sorted()
        .toList();
  }
}
