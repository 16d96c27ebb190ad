package io.sre4j.backtest;

import io.sre4j.backtest.BacktestReport.Alert;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.json.JsonWriter;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  private final JsonWriter json = JsonWriter.compact();
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
    new ReportJson(out).report(report);
    out.append('\n');
  }

  private void report(BacktestReport report) throws IOException {
    json.beginObject().name("slos").beginArray();
    for (SloResult result : report.slos()) {
      slo(result);
    }
    json.newLine().endArray().endObject().moveTo(out);
  }

  private void slo(SloResult result) throws IOException {
    Slo slo = result.slo();
    json.newLine().beginObject().field("name", slo.name()).name("target");
    if (slo.isComposite()) {
      json.value((String) null);
    } else {
      json.value(slo.objectives().get(0).target().ratio());
    }
    json.field("window", slo.window().text())
        .field("good", result.good())
        .field("bad", result.bad())
        .field("excluded", result.excluded())
        .field("sli", result.sli())
        .field("budgetRemaining", result.budgetRemaining());
    json.newLine().name("alerts").beginArray();
    result.alerts().forEach(this::alert);
    json.endArray().newLine().name("timeline").beginArray();
    List<String> keys = keys(result);
    for (int point = 0; point < result.timeline().size(); point++) {
      point(result.timeline(), point, keys);
      // There may be millions of numbers, and the output may lock each time.
      json.moveTo(out);
    }
    json.endArray().endObject();
  }

  private void alert(Alert alert) {
    json.newLine()
        .beginObject()
        .field("severity", alert.rule().severity().name().toLowerCase(Locale.ROOT))
        .field("long", DurationText.format(alert.rule().longWindow()))
        .field("short", DurationText.format(alert.rule().shortWindow()))
        .field("firedAt", alert.firedAt().toString())
        .field("resolvedAt", alert.resolvedAt().map(Instant::toString).orElse(null))
        .field("budgetSpent", alert.budgetSpent())
        .endObject();
  }

  private void point(BurnTimeline timeline, int point, List<String> keys) {
    json.newLine().beginObject().field("at", timeline.at(point).toString());
    json.name("burnRates").beginObject();
    for (int window = 0; window < keys.size(); window++) {
      json.field(keys.get(window), timeline.rate(point, window));
    }
    json.endObject().field("budgetRemaining", timeline.budgetRemaining(point)).endObject();
  }

  /** A page of the calendar that is as long as a window of the policy goes by its own name. */
  private static List<String> keys(SloResult result) {
    List<String> keys = new ArrayList<>();
    for (Duration window : result.timeline().windows()) {
      String key = DurationText.format(window);
      keys.add(keys.contains(key) ? result.slo().window().text() : key);
    }
    return keys;
  }
}
