package io.sre4j.backtest;

import io.sre4j.backtest.BacktestReport.Alert;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as JSON, for programs:
 *
 * <pre>{@code
 * {"slos":[{"name","target","window","good","bad","excluded","sli","budgetRemaining",
 *   "alerts":[{"severity","long","short","firedAt","resolvedAt","budgetSpent"}],
 *   "timeline":[{"at","burnRates":{"5m":...},"budgetRemaining"}]}]}
 * }</pre>
 *
 * <p>Instants are ISO-8601, windows and keys durations of Prometheus, counts integers; what nobody
 * knows is null, as is the target of a composite. A page of the calendar has the key of its nominal
 * length, {@code 30d} for a month.
 */
public final class ReportJson {
  private final Appendable out;

  private ReportJson(Appendable out) {
    this.out = out;
  }

  /**
   * Writes a report, a line for each SLO, alert and point.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(BacktestReport report, Appendable out) throws IOException {
    ReportJson json = new ReportJson(out);
    out.append("{\"slos\":[");
    for (int i = 0; i < report.slos().size(); i++) {
      json.slo(report.slos().get(i), i == 0 ? "\n" : ",\n");
    }
    out.append("\n]}\n");
  }

  private void slo(SloResult result, String before) throws IOException {
    Slo slo = result.slo();
    out.append(before).append("{\"name\":").append(quoted(slo.name()));
    out.append(",\"target\":");
    out.append(slo.isComposite() ? "null" : slo.objectives().get(0).target().ratio().toString());
    out.append(",\"window\":").append(quoted(slo.window().text()));
    out.append(",\"good\":").append(Long.toString(result.good()));
    out.append(",\"bad\":").append(Long.toString(result.bad()));
    out.append(",\"excluded\":").append(Long.toString(result.excluded()));
    out.append(",\"sli\":").append(number(result.sli()));
    out.append(",\"budgetRemaining\":").append(number(result.budgetRemaining()));
    out.append(",\n\"alerts\":[");
    for (int i = 0; i < result.alerts().size(); i++) {
      alert(result.alerts().get(i), i == 0 ? "\n" : ",\n");
    }
    out.append("],\n\"timeline\":[");
    List<String> keys = keys(result);
    for (int point = 0; point < result.timeline().size(); point++) {
      out.append(point == 0 ? "\n" : ",\n");
      point(result.timeline(), point, keys);
    }
    out.append("]}");
  }

  private void alert(Alert alert, String before) throws IOException {
    String severity = alert.rule().severity().name().toLowerCase(Locale.ROOT);
    out.append(before).append("{\"severity\":").append(quoted(severity));
    out.append(",\"long\":").append(quoted(DurationText.format(alert.rule().longWindow())));
    out.append(",\"short\":").append(quoted(DurationText.format(alert.rule().shortWindow())));
    out.append(",\"firedAt\":").append(instant(alert.firedAt()));
    out.append(",\"resolvedAt\":").append(instant(alert.resolvedAt().orElse(null)));
    out.append(",\"budgetSpent\":").append(number(alert.budgetSpent())).append('}');
  }

  private void point(BurnTimeline timeline, int point, List<String> keys) throws IOException {
    // Put together first: there may be millions of numbers, and the output may lock for each.
    StringBuilder line = new StringBuilder(256);
    line.append("{\"at\":").append(instant(timeline.at(point))).append(",\"burnRates\":{");
    for (int window = 0; window < keys.size(); window++) {
      line.append(window == 0 ? "" : ",").append(keys.get(window)).append(':');
      line.append(number(timeline.rate(point, window)));
    }
    line.append("},\"budgetRemaining\":");
    out.append(line.append(number(timeline.budgetRemaining(point))).append('}'));
  }

  /** A page of the calendar that is as long as a window of the policy goes by its own name. */
  private static List<String> keys(SloResult result) {
    List<String> keys = new ArrayList<>();
    for (Duration window : result.timeline().windows()) {
      String key = quoted(DurationText.format(window));
      keys.add(keys.contains(key) ? quoted(result.slo().window().text()) : key);
    }
    return keys;
  }

  private static String instant(@Nullable Instant instant) {
    return instant == null ? "null" : quoted(instant.toString());
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? number(number.getAsDouble()) : "null";
  }

  private static String number(double number) {
    return Double.isFinite(number) ? Double.toString(number) : "null";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
