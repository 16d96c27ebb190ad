package io.sre4j.backtest;

import io.sre4j.backtest.BacktestReport.Alert;
import io.sre4j.backtest.BacktestReport.Incident;
import io.sre4j.backtest.BacktestReport.Quality;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes a report for people: the budget over time, alerts, incidents, and what alerts are worth.
 */
public final class ReportText {
  private static final int COLUMNS = 60;
  private static final int ROWS = 6;
  private static final int SHOWN = 50;
  private static final String EIGHTHS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final String ASCII = "    ::::#";

  private final PrintWriter out;
  private final String blocks;
  private final Instant from;

  private ReportText(PrintWriter out, boolean unicode, Instant from) {
    this.out = out;
    this.from = from;
    this.blocks = unicode ? EIGHTHS : ASCII;
  }

  /**
   * Prints a report.
   *
   * @param unicode whether plots may be drawn with block characters, else with '#' and ':'
   */
  public static void print(BacktestReport report, PrintWriter out, boolean unicode) {
    ReportText text = new ReportText(out, unicode, report.from());
    out.printf(
        Locale.ROOT,
        "%,d rows from %s to %s (%s)%n",
        report.rows(),
        second(report.from()),
        second(report.to()),
        length(Duration.between(report.from(), report.to())));
    if (report.ignored() > 0) {
      out.printf(Locale.ROOT, "%,d rows of other SLIs were left out%n", report.ignored());
    }
    report.slos().forEach(text::slo);
  }

  private void slo(SloResult result) {
    Slo slo = result.slo();
    String gate = slo.alerting().gated() ? "" : ", without evidence gate";
    out.printf("%n%s%n", slo.name());
    slo.objectives()
        .forEach(objective -> out.printf("  promise    %s, %s%n", objective, slo.window().text()));
    out.printf(
        Locale.ROOT,
        "  events     %,d good, %,d bad, %,d excluded%n",
        result.good(),
        result.bad(),
        result.excluded());
    out.printf("  SLI        %s%n", percent(result.sli(), 4));
    budget(result);
    plot(result.timeline(), slo.window().nominalLength());
    out.printf(
        "  alerts     %d, policy %s%s%n", result.alerts().size(), slo.alerting().name(), gate);
    result.alerts().stream().limit(SHOWN).forEach(this::alert);
    more(result.alerts());
    quality(result.quality());
  }

  /** Of data that is shorter than the period, what went is told as a share of a whole period. */
  private void budget(SloResult result) {
    OptionalDouble left = result.budgetRemaining();
    String measured = DurationText.format(result.slo().window().nominalLength());
    if (left.isEmpty() || result.coverage() >= ErrorBudget.COVERAGE_FLOOR) {
      out.printf("  budget     %s left at the end%n", percent(left, 1));
    } else {
      out.printf(
          Locale.ROOT,
          "  budget     %s of a whole period's left; the data covers %.1f%% of %s, and left %s of that part's%n",
          percent(OptionalDouble.of(1 - result.coverage() * (1 - left.getAsDouble())), 1),
          100 * result.coverage(),
          measured,
          percent(left, 1));
    }
  }

  private void alert(Alert alert) {
    String end =
        alert
            .resolvedAt()
            .map(at -> "resolved " + second(at) + " after " + since(alert.firedAt(), at))
            .orElse("still firing at the end");
    out.printf(
        "    %-16s fired %s, %s spent since the onset; %s%n",
        alert.rule().id(), second(alert.firedAt()), percent(alert.budgetSpent(), 2), end);
  }

  private void quality(Quality quality) {
    out.printf(
        "  incidents  %d in the data, to %s%n",
        quality.incidents().size(), DurationText.format(quality.grain()));
    quality.incidents().stream().limit(SHOWN).forEach(this::incident);
    more(quality.incidents());
    if (!quality.incidents().isEmpty() || quality.alerts() > 0) {
      out.printf(
          "  precision  %s (%d of %d alerts were about an incident)%n",
          percent(quality.precision(), 0), quality.trueAlerts(), quality.alerts());
      out.printf(
          "  recall     %s (%d of %d incidents had an alert)%n",
          percent(quality.recall(), 0), quality.found(), quality.incidents().size());
      out.printf("  detection  %s (median)%n", length(quality.detection()));
      out.printf("  reset      %s (median)%n", length(quality.reset()));
    }
  }

  private void incident(Incident incident) {
    String found =
        incident
            .detection()
            .map(after -> "found after " + length(after) + reset(incident))
            .orElse("no alert");
    out.printf(
        Locale.ROOT,
        "    %s for %s, %,d bad of %,d, %.2f%% of the budget: %s%n",
        second(incident.from()),
        since(incident.from(), incident.to()),
        incident.bad(),
        incident.total(),
        100 * incident.budgetSpent(),
        found);
  }

  private static String reset(Incident incident) {
    return incident.reset().map(after -> ", reset after " + length(after)).orElse(", never reset");
  }

  private void more(List<?> all) {
    if (all.size() > SHOWN) {
      out.printf("    and %d more%n", all.size() - SHOWN);
    }
  }

  /** What is left of a whole period's budget, over time: the least of each column. */
  private void plot(BurnTimeline timeline, Duration period) {
    if (timeline.size() < 2) {
      return;
    }
    int columns = Math.min(COLUMNS, timeline.size());
    double[] least = new double[columns];
    for (int column = 0; column < columns; column++) {
      least[column] = least(timeline, column, columns, period);
    }
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (double left : least) {
        long eighths = Math.round(Math.max(0, Math.min(1, left)) * ROWS * 8) - row * 8L;
        line.append(blocks.charAt((int) Math.max(0, Math.min(8, eighths))));
      }
      String label = row == ROWS - 1 ? "100%" : row == 0 ? "0%" : "";
      out.printf("  %9s |%s|%n", label, line);
    }
    out.printf(
        "  %9s  %s, a column is %s%n",
        "",
        second(timeline.at(0)),
        length(
            Duration.between(timeline.at(0), timeline.at(timeline.size() - 1)).dividedBy(columns)));
  }

  private double least(BurnTimeline timeline, int column, int columns, Duration period) {
    int first = (int) ((long) column * timeline.size() / columns);
    int to = (int) ((column + 1L) * timeline.size() / columns);
    double least = 1;
    for (int point = first; point < to; point++) {
      Duration passed = Duration.between(from, timeline.at(point));
      double share = Math.min(1, (double) passed.toSeconds() / period.toSeconds());
      double left = 1 - share * (1 - timeline.budgetRemaining(point));
      least = Double.isNaN(left) ? least : Math.min(least, left);
    }
    return least;
  }

  private static String percent(OptionalDouble share, int decimals) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%." + decimals + "f%%", 100 * share.getAsDouble())
        : "unknown";
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String since(Instant from, Instant to) {
    return length(Duration.between(from, to));
  }

  private static String length(Optional<Duration> duration) {
    return duration.map(ReportText::length).orElse("unknown");
  }

  private static String length(Duration duration) {
    return DurationText.format(duration.truncatedTo(ChronoUnit.SECONDS));
  }
}
