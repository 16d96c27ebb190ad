package io.sre4j.example.checkout.terminal;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertTransition;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.report.SloStatus;
import io.sre4j.report.SreReport;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All that the show prints, whole blocks at a time. Thread-safe. */
public final class Console implements AlertListener {
  private static final int LINES_PER_HEAD = 15;

  private final PrintStream out;
  private final Ink ink;
  private final StatusTable table;
  private final AlertText alerts;
  private final Map<String, Set<String>> firing = new HashMap<>();
  private volatile Instant start = Instant.EPOCH;
  private int linesSinceHead;

  public Console(PrintStream out, Ink ink) {
    this.out = out;
    this.ink = ink;
    this.table = new StatusTable(ink);
    this.alerts = new AlertText(ink);
  }

  /** The show begins: times are told from here on. */
  public void begin(Instant now) {
    start = now;
  }

  /** What runs, and how to read it. */
  public synchronized void header(URI shop, URI inventory, Schedule schedule) {
    print(
        "",
        ink.bold("sre4j: a shop watches its own error budgets"),
        "",
        "  shop       " + shop + "  (Spring Boot, sre4j-spring-boot-starter, application.yml)",
        "  inventory  " + inventory + "  (the service that POST /checkout calls)",
        "  customers  "
            + schedule.phases().get(0).requestsPerSecond()
            + " requests a second over HTTP; they keep their own count",
        "  look       " + shop.resolve("/actuator/sreui") + "  (the same as JSON: /actuator/sre)",
        "  duration   " + Figures.clock(schedule.length()) + "; Ctrl-C ends it at any time",
        "  before     a warm-up of some seconds, declared as maintenance: it burns no budget",
        "",
        "  SLI     share of good requests since the start",
        "  burn    how many times faster than allowed the budget goes, short window/long window",
        "          (the drill: the SRE Workbook's policy with its windows scaled 1:30)",
        "  budget  what is left of it; -5x: five times too much is gone; ? most of the period was",
        "          not measured, so nobody knows, and the figure holds for the measured part only",
        "  !       an alert of this SLO is firing");
  }

  /** A phase begins. */
  public synchronized void phase(Duration elapsed, Phase phase, SreReport report) {
    String text = "-- " + Figures.clock(elapsed) + " " + phase.name() + ": " + phase.story() + " ";
    print("", ink.bold(text + "-".repeat(Math.max(3, 118 - text.length()))));
    head(report);
  }

  /** One reading. */
  public synchronized void status(Duration elapsed, Phase phase, long perSecond, SreReport report) {
    if (linesSinceHead >= LINES_PER_HEAD) {
      head(report);
    }
    print(table.line(elapsed, phase, perSecond, report.slos()));
    linesSinceHead++;
  }

  @Override
  public synchronized void onTransition(AlertTransition transition) {
    Set<String> rules = firing.computeIfAbsent(transition.slo().name(), slo -> new HashSet<>());
    boolean first = rules.isEmpty();
    switch (transition.to()) {
      case FIRING -> rules.add(transition.rule().id());
      case RESOLVED, INACTIVE -> rules.remove(transition.rule().id());
      case PENDING, FROZEN -> {}
    }
    alerts.lines(transition, start, first).forEach(this::print);
  }

  /** Who is right? */
  public synchronized void comparison(Comparison comparison, URI endpoint, SreReport report) {
    print(
        "", ink.bold("Do " + endpoint + " and the customers agree? (load paused, 2 ticks later)"));
    comparison.lines().forEach(this::print);
    if (comparison.lost() > 0) {
      print("  requests without an answer, not compared: " + Figures.count(comparison.lost()));
    }
    print(
        comparison.isExact()
            ? ink.bold(ink.green("  OK: every request was counted, once"))
            : ink.bold(ink.red("  MISMATCH")));
    print("", ink.bold("Error budgets"));
    report.slos().forEach(this::budget);
  }

  /** How to go on. */
  public synchronized void lookAround(URI shop) {
    print(
        "",
        ink.bold("The shop stays up under a light load. Ctrl-C ends it."),
        "  " + shop.resolve("/actuator/sreui") + " is the page, /actuator/sre the same as JSON.",
        "  Alerts of the unscaled policy resolve when their short windows are clean: 5m, 30m, 6h.");
  }

  public synchronized void say(String text) {
    print("  " + text);
  }

  /** Since the show began. */
  public Duration elapsed(Instant now) {
    return Duration.between(start, now);
  }

  private void head(SreReport report) {
    table.head(report.slos()).forEach(this::print);
    linesSinceHead = 0;
  }

  private void budget(SloStatus status) {
    print(
        String.format(
            Locale.ROOT, "  %-28s %s", status.slo().name(), Figures.budgetInWords(status)));
  }

  private void print(String... lines) {
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
  }
}
