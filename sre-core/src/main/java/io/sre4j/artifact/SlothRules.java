package io.sre4j.artifact;

import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rules under Sloth's names (0.16), so that dashboards made for Sloth show them. */
final class SlothRules extends SloRules {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));
  private static final Set<String> RESERVED =
      Set.of("sloth_id", "sloth_service", "sloth_slo", "sloth_window", "sloth_severity");
  private static final String BY_SLO = "\n/ on (sloth_id, sloth_slo, sloth_service) group_left\n";

  SlothRules(Slo slo, FleetCounts counts, double dispersion) {
    super(slo, counts, dispersion);
  }

  @Override
  List<Map<String, Object>> groups() {
    List<Duration> windows = new ArrayList<>(windows());
    windows.add(period());
    List<Map<String, Object>> recordings = recordings(windows);
    recordings.addAll(counts.budgetRules(period()));
    return List.of(
        group("sloth-slo-sli-recordings-" + id(), "", recordings),
        group("sloth-slo-meta-recordings-" + id(), "", meta()),
        group("sloth-slo-alerts-" + id(), "", alerts()));
  }

  private String id() {
    return service() + "-" + slo.name();
  }

  /** The label {@code service}, else the SLI's name. */
  private String service() {
    String service = slo.labels().getOrDefault("service", "");
    return PromText.wellFormed(service.isEmpty() ? slo.objectives().get(0).sli() : service);
  }

  @Override
  List<Duration> customaryWindows() {
    return WINDOWS;
  }

  @Override
  String ratioName(Duration window) {
    return "slo:sli_error:ratio_rate" + PromText.duration(window);
  }

  @Override
  Map<String, String> ratioLabels(Duration window) {
    Map<String, String> labels = identifyingLabels();
    labels.put("sloth_window", PromText.duration(window));
    return labels;
  }

  @Override
  Map<String, String> identity() {
    return Map.of("sloth_id", id(), "sloth_service", service(), "sloth_slo", slo.name());
  }

  @Override
  Map<String, String> identifyingLabels() {
    Map<String, String> labels = new TreeMap<>(chosenLabels(RESERVED));
    labels.putAll(counts.labels());
    labels.putAll(identity());
    return labels;
  }

  @Override
  Map<String, String> severityLabels(Severity severity) {
    String name = severity.name().toLowerCase(Locale.ROOT);
    return Map.of("severity", name, "sloth_severity", name);
  }

  private List<Map<String, Object>> meta() {
    String remaining = "1 - " + one("slo:period_burn_rate:ratio") + "\n";
    Map<String, String> info = identifyingLabels();
    info.put("sloth_mode", "sre4j");
    info.put("sloth_objective", PromText.number(target().movePointRight(2)));
    info.put("sloth_spec", "sre4j");
    info.put("sloth_version", "sre4j");
    return List.of(
        meta("slo:objective:ratio", "vector(" + PromText.number(target()) + ")"),
        meta("slo:error_budget:ratio", "vector(" + budget() + ")"),
        meta("slo:time_period:days", "vector(" + PromText.number(days()) + ")"),
        meta("slo:current_burn_rate:ratio", burnRate(FleetCounts.M5)),
        meta("slo:period_burn_rate:ratio", burnRate(period())),
        meta("slo:period_error_budget_remaining:ratio", remaining),
        recording("sloth_slo_info", "vector(1)", info));
  }

  private Map<String, Object> meta(String name, String expression) {
    return recording(name, expression, identifyingLabels());
  }

  private String burnRate(Duration window) {
    return one(ratioName(window)) + BY_SLO + one("slo:error_budget:ratio") + "\n";
  }

  private String one(String name) {
    return PromText.selector(name, new TreeMap<>(identity()));
  }

  private BigDecimal target() {
    return slo.objectives().get(0).target().ratio();
  }

  private BigDecimal days() {
    return BigDecimal.valueOf(period().toSeconds())
        .divide(BigDecimal.valueOf(86_400), MathContext.DECIMAL64);
  }
}
