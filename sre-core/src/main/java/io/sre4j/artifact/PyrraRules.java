package io.sre4j.artifact;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rules under Pyrra's names. What Pyrra calls a burn rate is a share of bad events. */
final class PyrraRules extends SloRules {
  private static final String METRIC = "sre_slo_events";

  PyrraRules(Slo slo, FleetCounts counts, double dispersion) {
    super(slo, counts, dispersion);
  }

  @Override
  List<Map<String, Object>> groups() {
    List<Map<String, Object>> burning = new ArrayList<>(recordings(windows()));
    burning.addAll(alerts());
    return List.of(
        group(slo.name(), "30s", burning),
        group(slo.name() + "-increase", "2m30s", increases()),
        group(slo.name() + "-generic", "30s", generic()));
  }

  @Override
  List<Duration> customaryWindows() {
    return List.of();
  }

  @Override
  String ratioName(Duration window) {
    return METRIC + ":burnrate" + PromText.duration(window);
  }

  @Override
  Map<String, String> ratioLabels(Duration window) {
    return identifyingLabels();
  }

  @Override
  Map<String, String> identity() {
    return counts.labels();
  }

  @Override
  Map<String, String> identifyingLabels() {
    Map<String, String> labels = new TreeMap<>(chosenLabels(java.util.Set.of()));
    labels.putAll(counts.labels());
    return labels;
  }

  @Override
  Map<String, String> severityLabels(Severity severity) {
    return Map.of("severity", severity == Severity.PAGE ? "critical" : "warning");
  }

  /** With the time until a full budget is spent at the factor, as Pyrra has it. */
  @Override
  Map<String, String> alertLabels(AlertRule rule) {
    Map<String, String> labels = super.alertLabels(rule);
    long minutes = Math.round(period().toSeconds() / rule.factor() / 60);
    labels.put("exhaustion", PromText.duration(Duration.ofMinutes(minutes)));
    return labels;
  }

  private List<Map<String, Object>> increases() {
    String name = METRIC + ":increase" + PromText.duration(period());
    List<Map<String, Object>> rules = new ArrayList<>(counts.sumRules(List.of(period())));
    String good = counts.all(period()) + " - " + counts.bad(period());
    rules.add(recording(name, good, with("outcome", "good")));
    rules.add(recording(name, counts.bad(period()), with("outcome", "bad")));
    rules.addAll(counts.budgetRules(period()));
    return rules;
  }

  private List<Map<String, Object>> generic() {
    String share = "1 - (" + counts.bad(period()) + " / (" + counts.all(period()) + " > 0))";
    String target = PromText.number(slo.objectives().get(0).target().ratio());
    return List.of(
        generic("pyrra_objective", "vector(" + target + ")"),
        generic("pyrra_window", "vector(" + period().toSeconds() + ")"),
        generic("pyrra_availability", share),
        generic("pyrra_requests:rate5m", counts.all(FleetCounts.M5) + " / 300"),
        generic("pyrra_errors:rate5m", counts.bad(FleetCounts.M5) + " / 300"));
  }

  private Map<String, Object> generic(String name, String expression) {
    return recording(name, expression, identifyingLabels());
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> labels = identifyingLabels();
    labels.put(name, value);
    return labels;
  }
}
