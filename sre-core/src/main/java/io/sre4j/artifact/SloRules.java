package io.sre4j.artifact;

import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The rules of one SLO, under the names of one style. */
abstract class SloRules {
  static final String BURN_ALERT = "ErrorBudgetBurn";
  static final String ABSENT_ALERT = "SLOMetricAbsent";
  static final String WATCHDOG_ALERT = "SreWatchdog";

  private static final Set<String> RESERVED =
      Set.of(
          "slo", "outcome", "severity", "long", "short", "exhaustion", "alertname", "alertstate");
  private static final Duration SHORTEST_ABSENCE = Duration.ofMinutes(5);
  private static final String VALUE = "{{ $value | humanizePercentage }}";

  final Slo slo;
  final FleetCounts counts;
  private final double dispersion;

  SloRules(Slo slo, FleetCounts counts, double dispersion) {
    this.slo = slo;
    this.counts = counts;
    this.dispersion = dispersion;
  }

  /** Rule groups, in the order in which they need each other. */
  abstract List<Map<String, Object>> groups();

  /** What records the share of bad units of a window. */
  abstract String ratioName(Duration window);

  /** All labels of the series that is recorded under that name. */
  abstract Map<String, String> ratioLabels(Duration window);

  abstract Map<String, String> severityLabels(Severity severity);

  /** Windows that the style records whatever the policy. */
  abstract List<Duration> customaryWindows();

  /** Labels of an alert; with the SLO's own, so that no two rules of a file have the same ones. */
  Map<String, String> alertLabels(AlertRule rule) {
    Map<String, String> labels = new TreeMap<>(severityLabels(rule.severity()));
    labels.putAll(counts.labels());
    labels.put("long", PromText.duration(rule.longWindow()));
    labels.put("short", PromText.duration(rule.shortWindow()));
    return labels;
  }

  /** Labels of the owner's choice, renamed where the style has such a label of its own. */
  Map<String, String> chosenLabels(Set<String> ofStyle) {
    Set<String> reserved = new HashSet<>(RESERVED);
    reserved.addAll(ofStyle);
    return PromText.labels(slo.labels(), reserved);
  }

  /** The windows that are recorded, the shortest first, without the period. */
  List<Duration> windows() {
    TreeSet<Duration> windows = new TreeSet<>(customaryWindows());
    for (AlertRule rule : slo.alerting().rules()) {
      windows.add(rule.shortWindow());
      windows.add(rule.longWindow());
    }
    windows.add(FleetCounts.M5);
    windows.removeIf(window -> window.compareTo(period()) >= 0);
    return List.copyOf(windows);
  }

  Duration period() {
    return slo.window().nominalLength();
  }

  /** The windows' rules: sums first, then the share of bad units of each. */
  List<Map<String, Object>> recordings(List<Duration> windows) {
    List<Map<String, Object>> rules = new ArrayList<>(counts.sliceRules());
    rules.addAll(counts.sumRules(windows));
    for (Duration window : windows) {
      rules.add(recording(ratioName(window), counts.ratio(window), ratioLabels(window)));
    }
    return rules;
  }

  /** One alert for each rule of the policy, and one for absent data. */
  List<Map<String, Object>> alerts() {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (AlertRule rule : slo.alerting().rules()) {
      alerts.add(
          alerting(
              BURN_ALERT,
              condition(rule),
              rule.holdFor(),
              alertLabels(rule),
              annotations(rule, VALUE, PromText::literal)));
    }
    alerts.add(
        alerting(
            ABSENT_ALERT,
            counts.absent(),
            absentFor(),
            literal(absentLabels()),
            absentAnnotations(PromText::literal)));
    return alerts;
  }

  /**
   * Both windows burn and it is no chance. What fires already needs no more evidence, and silence
   * is no cure: it goes on unless the short window holds events and does not burn.
   */
  private String condition(AlertRule rule) {
    String limit = "(" + PromText.number(rule.factor()) + " * " + budget() + ")\n";
    String bad = counts.bad(rule.longWindow());
    String expected = budget() + " * " + counts.all(rule.longWindow());
    return ratio(rule.longWindow())
        + (" > " + limit + "and on (slo) (\n")
        + ("  " + ratio(rule.shortWindow()) + " > " + limit + "  and on (slo)\n")
        + ("  floor(" + bad + " + 0.001)\n  > " + gate(rule).limit(expected) + "\n")
        + ("  or on (slo)\n  " + firing(rule) + "\n")
        + ("  unless on (slo)\n  " + ratio(rule.shortWindow()) + " <= " + limit + ")\n");
  }

  private String firing(AlertRule rule) {
    Map<String, String> labels = new TreeMap<>(alertLabels(rule));
    labels.keySet().retainAll(Set.of("long", "short", "severity"));
    labels.putAll(counts.labels());
    labels.put("alertname", BURN_ALERT);
    labels.put("alertstate", "firing");
    return PromText.selector("ALERTS", labels);
  }

  private String ratio(Duration window) {
    return PromText.selector(ratioName(window), new TreeMap<>(identity()));
  }

  /** The labels by which the series of the SLO are picked. */
  abstract Map<String, String> identity();

  String budget() {
    return PromText.number(counts.budget());
  }

  Gate gate(AlertRule rule) {
    return new Gate(slo.alerting().rules().indexOf(rule), dispersion);
  }

  /** As long as a full outage takes to fire the first rule (SRE Workbook), at least 5 minutes. */
  Duration absentFor() {
    if (slo.alerting().rules().isEmpty()) {
      return SHORTEST_ABSENCE;
    }
    AlertRule first = slo.alerting().rules().get(0);
    double seconds =
        first.factor() * counts.budget().doubleValue() * first.longWindow().toSeconds()
            + first.holdFor().toSeconds();
    Duration rounded = Duration.ofMinutes(Math.round(seconds / 60));
    return rounded.compareTo(SHORTEST_ABSENCE) > 0 ? rounded : SHORTEST_ABSENCE;
  }

  Map<String, String> absentLabels() {
    Severity severity =
        slo.alerting().rules().stream()
            .map(AlertRule::severity)
            .sorted()
            .findFirst()
            .orElse(Severity.TICKET);
    Map<String, String> labels = new TreeMap<>(identifyingLabels());
    labels.putAll(severityLabels(severity));
    return labels;
  }

  /** The labels of every series of the SLO. */
  abstract Map<String, String> identifyingLabels();

  /**
   * The annotations of an alert.
   *
   * @param value the share of bad units in the long window, or what Prometheus replaces by it
   * @param text how text is written that is to be shown as it is
   */
  Map<String, String> annotations(AlertRule rule, String value, UnaryOperator<String> text) {
    String factor = PromText.number(rule.factor());
    String allowed =
        PromText.number(
            BigDecimal.valueOf(rule.factor()).multiply(counts.budget()).movePointRight(2));
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(
        "summary", slo.name() + " burns its error budget more than " + factor + " times too fast");
    annotations.put(
        "description",
        value
            + (" of the " + counts.unit() + " of " + PromText.duration(rule.longWindow()))
            + (" were bad; more than " + allowed + "% there and in the last ")
            + PromText.duration(rule.shortWindow())
            + " is "
            + (factor + " times what is allowed. Promised: " + promise(text)));
    annotations.putAll(ownership(text));
    return annotations;
  }

  Map<String, String> absentAnnotations(UnaryOperator<String> text) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", slo.name() + " is not measured");
    annotations.put(
        "description",
        (counts.areOurs()
                ? "No instance exports " + counts.selector(FleetCounts.EVENTS) + " any more."
                : "There are no events of it any more.")
            + " Nobody knows whether the promise is kept: "
            + promise(text));
    annotations.putAll(ownership(text));
    return annotations;
  }

  private String promise(UnaryOperator<String> text) {
    String promise = slo.objectives().get(0) + " over " + slo.window().text() + ".";
    return slo.description().isEmpty()
        ? promise
        : promise + " " + text.apply(PromText.wellFormed(slo.description()));
  }

  private Map<String, String> ownership(UnaryOperator<String> text) {
    Map<String, String> ownership = new LinkedHashMap<>();
    slo.owner().ifPresent(owner -> ownership.put("owner", text.apply(PromText.wellFormed(owner))));
    slo.runbook().ifPresent(uri -> ownership.put("runbook_url", text.apply(uri.toString())));
    return ownership;
  }

  private static Map<String, String> literal(Map<String, String> labels) {
    Map<String, String> literal = new TreeMap<>();
    labels.forEach((name, value) -> literal.put(name, PromText.literal(value)));
    return literal;
  }

  static Map<String, Object> recording(String name, String expression, Map<String, String> labels) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("record", name);
    rule.put("expr", lines(expression));
    rule.put("labels", new TreeMap<>(labels));
    return rule;
  }

  static Map<String, Object> alerting(
      String name,
      String expression,
      Duration hold,
      Map<String, String> labels,
      Map<String, String> annotations) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", name);
    rule.put("expr", lines(expression));
    if (!hold.isZero()) {
      rule.put("for", PromText.duration(hold));
    }
    rule.put("labels", labels);
    rule.put("annotations", annotations);
    return rule;
  }

  /** As a block of lines PromQL needs no quoting. */
  private static String lines(String expression) {
    return expression.endsWith("\n") ? expression : expression + "\n";
  }

  static Map<String, Object> group(String name, String interval, List<Map<String, Object>> rules) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", name);
    if (!interval.isEmpty()) {
      group.put("interval", interval);
    }
    group.put("rules", rules);
    return group;
  }
}
