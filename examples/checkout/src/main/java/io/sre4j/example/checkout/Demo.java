package io.sre4j.example.checkout;

import io.sre4j.Maintenance;
import io.sre4j.SreEngine;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.terminal.ActuatorReading;
import io.sre4j.example.checkout.terminal.Comparison;
import io.sre4j.example.checkout.terminal.Comparison.Availability;
import io.sre4j.example.checkout.terminal.Comparison.Latency;
import io.sre4j.example.checkout.terminal.Comparison.Row;
import io.sre4j.example.checkout.terminal.Console;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays a schedule to a running shop, shows what its engine says, and checks it. */
final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int WARM_UP_RATE = 20;
  private static final String ALL_REQUESTS = "shop-availability";

  private final URI shop;
  private final SreEngine engine;
  private final InventoryService inventory;
  private final LoadGenerator load;
  private final Console console;

  Demo(
      URI shop, SreEngine engine, InventoryService inventory, LoadGenerator load, Console console) {
    this.shop = shop;
    this.engine = engine;
    this.inventory = inventory;
    this.load = load;
    this.console = console;
  }

  /**
   * Lets the shop load its classes and compile its code. To its customers that would be an incident
   * of its own, so it is declared as maintenance: counted as excluded, burning nothing.
   */
  void warmUp(Duration length) throws InterruptedException {
    Maintenance warmUp = engine.exclude("warm-up");
    load.rate(WARM_UP_RATE);
    parkUntil(System.nanoTime() + length.toNanos());
    load.pause();
    awaitTick();
    awaitTick();
    warmUp.end();
    awaitTick();
    load.reset();
  }

  /** Plays one phase after the other, a line of status at every interval. */
  void play(Schedule schedule, Duration interval) {
    schedule.phases().forEach(phase -> play(phase, interval));
  }

  /** Plays one phase. */
  void play(Phase phase, Duration interval) {
    inventory.mode(phase.mode());
    load.rate(phase.requestsPerSecond());
    console.phase(console.elapsed(Instant.now()), phase, engine.report());
    long end = System.nanoTime() + phase.length().toNanos();
    long before = load.total().answered();
    long since = System.nanoTime();
    while (end - System.nanoTime() > 0) {
      parkUntil(Math.min(end - since, interval.toNanos()) + since);
      long answered = load.total().answered();
      long now = System.nanoTime();
      long perSecond = Math.round((answered - before) * 1e9 / Math.max(1, now - since));
      console.status(console.elapsed(Instant.now()), phase, perSecond, engine.report());
      before = answered;
      since = now;
    }
  }

  /** Pauses the load until all is counted, and compares both counts. */
  Comparison check() throws IOException, InterruptedException {
    load.pause();
    awaitTick();
    awaitTick();
    URI endpoint = shop.resolve("/actuator/sre");
    ActuatorReading reading = ActuatorReading.of(endpoint);
    List<Row> rows =
        engine.report().slos().stream().map(status -> row(status.slo(), reading)).toList();
    Comparison comparison = new Comparison(rows, load.total().lost());
    console.comparison(comparison, endpoint, engine.report());
    if (load.skipped() > 0) {
      console.say("requests not sent because too many were open: " + load.skipped());
    }
    return comparison;
  }

  private Row row(Slo slo, ActuatorReading reading) {
    ActuatorReading.Counts counted =
        reading.slos().getOrDefault(slo.name(), ActuatorReading.Counts.NONE);
    RouteCounts seen = slo.name().equals(ALL_REQUESTS) ? load.total() : load.counts(Route.CHECKOUT);
    boolean timed = slo.objectives().get(0).threshold().isPresent();
    return timed
        ? new Latency(slo.name(), seen, counted)
        : new Availability(slo.name(), seen, counted);
  }

  private void awaitTick() {
    Instant last = engine.report().asOf();
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!engine.report().asOf().isAfter(last)) {
      if (limit - System.nanoTime() < 0) {
        throw new IllegalStateException("The engine has not ticked for " + PATIENCE);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static void parkUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
