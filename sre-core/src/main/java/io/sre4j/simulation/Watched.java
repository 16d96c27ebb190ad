package io.sre4j.simulation;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A service with random events, watched by one engine under several policies at once. */
final class Watched implements AutoCloseable {
  // Beyond it Poisson's law is as good as normal.
  private static final double LARGE_MEAN = 60;

  private final SplittableRandom random;
  private final Duration tick;
  private final double perTick;
  private final SreEngine engine;
  private final SliRecorder recorder;
  private final List<Alarm> alarms;
  private long now = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

  Watched(List<Slo> slos, double eventsPerHour, Duration tick, SplittableRandom random) {
    this.random = random;
    this.tick = tick;
    this.perTick = eventsPerHour * tick.toMillis() / 3_600_000.0;
    Objective objective = slos.get(0).objectives().get(0);
    SreEngine.Builder builder =
        SreEngine.builder()
            .timeSource(() -> new Tick(now, Instant.ofEpochSecond(0, now)))
            .tick(tick)
            .manualTicks()
            .sli(Sli.events(objective.sli()).precision(Sli.Precision.OFF));
    slos.forEach(builder::slo);
    this.engine = builder.build();
    this.recorder = engine.recorder(objective.sli());
    this.alarms =
        IntStream.range(0, slos.size()).mapToObj(i -> new Alarm(slos.get(i).name())).toList();
  }

  /** How often policies alert, by the order of the SLOs. */
  List<Alarm> alarms() {
    return alarms;
  }

  /** Lets one tick pass in which a share of the events fails. */
  void tick(double errorShare) {
    recorder.record(Outcome.GOOD, 0, poisson(perTick * (1 - errorShare)));
    recorder.record(Outcome.BAD, 0, poisson(perTick * errorShare));
    now += tick.toNanos();
    List<AlertTransition> changes = engine.tick();
    for (AlertTransition change : changes) {
      for (Alarm alarm : alarms) {
        alarm.on(change);
      }
    }
  }

  private int poisson(double mean) {
    if (mean > LARGE_MEAN) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int events = 0;
    while (product > limit) {
      product *= random.nextDouble();
      events++;
    }
    return events;
  }

  @Override
  public void close() {
    engine.close();
  }

  /** What one policy has said. */
  static final class Alarm {
    private final String slo;
    private final Set<String> pagesFiring = new HashSet<>();
    private final Set<String> ticketsFiring = new HashSet<>();
    private int pages;
    private int tickets;

    Alarm(String slo) {
      this.slo = slo;
    }

    int pages() {
      return pages;
    }

    int tickets() {
      return tickets;
    }

    private void on(AlertTransition change) {
      if (!change.slo().name().equals(slo)) {
        return;
      }
      boolean isPage = change.rule().severity() == Severity.PAGE;
      Set<String> firing = isPage ? pagesFiring : ticketsFiring;
      boolean began = change.to() == AlertState.FIRING && firing.isEmpty();
      if (change.to() == AlertState.FIRING) {
        firing.add(change.rule().id());
      } else {
        firing.remove(change.rule().id());
      }
      pages += began && isPage ? 1 : 0;
      tickets += began && !isPage ? 1 : 0;
    }
  }
}
