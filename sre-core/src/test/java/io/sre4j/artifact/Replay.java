package io.sre4j.artifact;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** A seeded stream of events, what the engine says of it at every second, and its exact counts. */
final class Replay {
  /** Seconds between what a series of promtool may hold. */
  static final int GRAIN = 20;

  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final double[] BURNS = {0, 0, 0.3, 0.9, 1.5, 3, 5, 7, 12, 16, 30, 100, 1e9};
  private static final double[] TRAFFIC = {1, 1, 1, 1, 2, 0.3, 0.05, 0};

  final Slo slo;
  final long seed;
  final int minutes;
  private final SplittableRandom random;
  // Up to and including each second.
  private final long[] good;
  private final long[] bad;
  private final List<BitSet> firing = new ArrayList<>();
  private final List<BitSet> waiting = new ArrayList<>();
  private final double[] dispersion;

  Replay(Slo slo, int minutes, long seed) {
    this.slo = slo;
    this.seed = seed;
    this.minutes = minutes;
    this.random = new SplittableRandom(seed);
    this.good = new long[minutes * 60 + 1];
    this.bad = new long[minutes * 60 + 1];
    this.dispersion = new double[minutes + 1];
    for (int i = 0; i < rules().size(); i++) {
      firing.add(new BitSet());
      waiting.add(new BitSet());
    }
    makeUp();
    run();
  }

  List<AlertRule> rules() {
    return slo.alerting().rules();
  }

  /** Phases of some minutes, each with a traffic and a burn rate of its own. */
  private void makeUp() {
    double perSecond = Math.exp(random.nextDouble(Math.log(0.05), Math.log(30)));
    double allowed = slo.objectives().get(0).target().errorBudget().doubleValue();
    int second = 0;
    while (second < minutes * 60) {
      int end = Math.min(minutes * 60, second + random.nextInt(60, 3_600));
      double rate = perSecond * TRAFFIC[random.nextInt(TRAFFIC.length)];
      double share = Math.min(1, BURNS[random.nextInt(BURNS.length)] * allowed);
      for (; second < end; second++) {
        int events = poisson(rate);
        int failed = 0;
        for (int i = 0; i < events; i++) {
          failed += random.nextDouble() < share ? 1 : 0;
        }
        good[second + 1] = good[second] + events - failed;
        bad[second + 1] = bad[second] + failed;
      }
    }
  }

  private int poisson(double mean) {
    int count = -1;
    double left = mean;
    do {
      left += Math.log(1 - random.nextDouble());
      count++;
    } while (left > 0);
    return count;
  }

  private void run() {
    FakeTime time = new FakeTime(START);
    try (SreEngine engine =
        SreEngine.builder()
            .timeSource(time)
            .manualTicks()
            .sli(Sli.events("checkout"))
            .slo(slo)
            .build()) {
      SliRecorder recorder = engine.recorder("checkout");
      boolean[] fires = new boolean[rules().size()];
      for (int second = 1; second <= minutes * 60; second++) {
        record(recorder, second);
        time.advance(Duration.ofSeconds(1));
        for (AlertTransition transition : engine.tick()) {
          fires[rules().indexOf(transition.rule())] = transition.to() == AlertState.FIRING;
        }
        for (int i = 0; i < fires.length; i++) {
          firing.get(i).set(second, fires[i]);
        }
        if (second % 60 == 0) {
          look(engine, second / 60);
        }
      }
    }
  }

  private void record(SliRecorder recorder, int second) {
    for (long i = good[second - 1]; i < good[second]; i++) {
      recorder.record(Outcome.GOOD);
    }
    for (long i = bad[second - 1]; i < bad[second]; i++) {
      recorder.record(Outcome.BAD);
    }
  }

  private void look(SreEngine engine, int minute) {
    List<AlertStatus> alerts = engine.status(slo.name()).alerts();
    for (int i = 0; i < alerts.size(); i++) {
      waiting.get(i).set(minute, alerts.get(i).state() == AlertState.PENDING);
      dispersion[minute] = alerts.get(i).evidence().dispersion();
    }
  }

  /**
   * A counter as it is scraped once a minute, in promtool's notation.
   *
   * @param age how old a sample is at a whole minute, in seconds; a multiple of the grain
   */
  String series(boolean ofBad, int age) {
    long[] counted = ofBad ? bad : good;
    StringBuilder samples = new StringBuilder();
    for (int second = 0; second < counted.length; second += GRAIN) {
      boolean scraped = second == 0 || (second + age) % 60 == 0;
      samples
          .append(second == 0 ? "" : " ")
          .append(scraped ? String.valueOf(counted[second]) : "_");
    }
    return samples.toString();
  }

  /** Whether a rule fired after a second. */
  boolean fires(int rule, int second) {
    return firing.get(rule).get(second);
  }

  /** Whether a rule fired, or did not, at any second so close to another. */
  boolean saidWithin(int rule, int second, int margin, boolean fired) {
    int from = Math.max(0, second - margin);
    int to = Math.min(minutes * 60, second + margin) + 1;
    BitSet seconds = firing.get(rule).get(from, to);
    return fired ? !seconds.isEmpty() : seconds.cardinality() < to - from;
  }

  /** Whether a rule waited for evidence or for its hold time at the end of a minute. */
  boolean waits(int rule, int minute) {
    return waiting.get(rule).get(minute);
  }

  /** How much errors cluster, as the engine saw it. */
  double dispersion(int minute) {
    return dispersion[minute];
  }

  /** Exact bad events after a second up to another. */
  long bad(int from, int to) {
    return bad[Math.max(0, to)] - bad[Math.max(0, from)];
  }

  /** Exact good and bad events after a second up to another. */
  long all(int from, int to) {
    return bad(from, to) + good[Math.max(0, to)] - good[Math.max(0, from)];
  }

  /** How often an alert fired. */
  long fired() {
    return firing.stream()
        .mapToLong(seconds -> seconds.stream().filter(s -> !seconds.get(s - 1)).count())
        .sum();
  }

  @Override
  public String toString() {
    return slo + " seed " + seed;
  }
}
