package io.sre4j.example.checkout.terminal;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.budget.BurnRate;
import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** One aligned line per reading: a column for each SLO with its SLI, burn rates and budget. */
public final class StatusTable {
  private static final int MIN_WIDTH = 22;
  private static final String QUIET = "  ";
  private static final String FIRING = " !";
  private final Ink ink;

  StatusTable(Ink ink) {
    this.ink = ink;
  }

  /** Two lines: the names, and what stands below each. */
  public List<String> head(List<SloStatus> slos) {
    String names =
        slos.stream()
            .map(status -> QUIET + pad(status.slo().name(), width(status)))
            .collect(Collectors.joining());
    String fields =
        slos.stream()
            .map(status -> QUIET + pad(cell("SLI", windows(status), "budget"), width(status)))
            .collect(Collectors.joining());
    return List.of(
        ink.bold((" ".repeat(17) + names).stripTrailing()),
        ink.dim((prefix("time", "phase", "/s") + fields).stripTrailing()));
  }

  /** One line. */
  public String line(Duration elapsed, Phase phase, long perSecond, List<SloStatus> slos) {
    String prefix = prefix(Figures.clock(elapsed), phase.name(), Long.toString(perSecond));
    return prefix + slos.stream().map(this::column).collect(Collectors.joining());
  }

  private String column(SloStatus status) {
    String burn = Figures.roughBurn(shortBurn(status)) + "/" + Figures.roughBurn(longBurn(status));
    String cell = cell(Figures.share(status.sli()), burn, Figures.budget(status.budget()));
    String padded = pad(cell, width(status));
    if (status.alerts().stream().map(AlertStatus::state).anyMatch(AlertState.FIRING::equals)) {
      return ink.red(FIRING + padded);
    }
    boolean burning = shortBurn(status).orElse(0) > 1;
    return QUIET + (burning ? ink.yellow(padded) : ink.green(padded));
  }

  private static String prefix(String time, String phase, String rate) {
    return String.format(Locale.ROOT, "%4s %-8s %3s", time, phase, rate);
  }

  private static String cell(String sli, String burn, String budget) {
    return String.format(Locale.ROOT, "%-6s %-8s %6s", sli, burn, budget);
  }

  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private static int width(SloStatus status) {
    return Math.max(MIN_WIDTH, status.slo().name().length());
  }

  private static String windows(SloStatus status) {
    return status.slo().alerting().rules().stream()
        .findFirst()
        .map(rule -> text(rule.shortWindow()) + "/" + text(rule.longWindow()))
        .orElse("burn");
  }

  private static String text(Duration window) {
    return DurationText.format(window);
  }

  private static OptionalDouble shortBurn(SloStatus status) {
    return burn(status, true);
  }

  private static OptionalDouble longBurn(SloStatus status) {
    return burn(status, false);
  }

  /** The burn rate of a window of the policy's most urgent rule. */
  private static OptionalDouble burn(SloStatus status, boolean shortOne) {
    List<AlertRule> rules = status.slo().alerting().rules();
    if (rules.isEmpty()) {
      return OptionalDouble.empty();
    }
    Duration window = shortOne ? rules.get(0).shortWindow() : rules.get(0).longWindow();
    return status.burnRates().stream()
        .filter(burn -> burn.counts().window().equals(window))
        .findFirst()
        .map(BurnRate::value)
        .orElse(OptionalDouble.empty());
  }
}
