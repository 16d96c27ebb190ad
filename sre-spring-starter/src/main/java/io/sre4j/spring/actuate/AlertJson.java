package io.sre4j.spring.actuate;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertStatus;
import io.sre4j.slo.DurationText;
import io.sre4j.timeline.WindowCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where an alert stands and why, as the endpoint shows it. */
final class AlertJson {
  private AlertJson() {}

  static Map<String, @Nullable Object> of(AlertStatus alert) {
    Map<String, @Nullable Object> json = brief(alert);
    json.put("evidence", evidence(alert.evidence()));
    return json;
  }

  /** Where it stands, without why. */
  static Map<String, @Nullable Object> brief(AlertStatus alert) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rule", alert.rule().id());
    json.put("severity", alert.rule().severity().name());
    json.put("long", DurationText.format(alert.rule().longWindow()));
    json.put("short", DurationText.format(alert.rule().shortWindow()));
    json.put("factor", alert.rule().factor());
    json.put("for", DurationText.format(alert.rule().holdFor()));
    json.put("state", alert.state().name());
    json.put("since", alert.since().toString());
    return json;
  }

  private static Map<String, @Nullable Object> evidence(AlertEvidence evidence) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("explanation", evidence.explanation());
    json.put("long", window(evidence.longWindow(), evidence.longBurn()));
    json.put("short", window(evidence.shortWindow(), evidence.shortBurn()));
    json.put("requiredBad", evidence.requiredBad());
    json.put("dispersion", JsonValues.number(evidence.dispersion()));
    json.put("onset", evidence.onset().map(Instant::toString).orElse(null));
    json.put("budgetSpent", JsonValues.number(evidence.budgetSpent()));
    json.put("exhaustion", evidence.exhaustion().map(SloJson::exhaustion).orElse(null));
    json.put("whatBurns", SloJson.causes(evidence.causes()));
    json.put("lastBadEvents", SloJson.badEvents(evidence.lastBad()));
    return json;
  }

  private static Map<String, @Nullable Object> window(WindowCounts counts, OptionalDouble burn) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("burnRate", JsonValues.number(burn));
    json.put("good", counts.good());
    json.put("bad", counts.bad());
    json.put("coverage", JsonValues.number(counts.coverage()));
    json.put("state", counts.state().name());
    return json;
  }
}
