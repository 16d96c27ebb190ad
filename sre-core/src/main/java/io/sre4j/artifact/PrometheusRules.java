package io.sre4j.artifact;

import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prometheus recording and alerting rules over {@code sre_slo_events_total{slo,outcome}}, summed up
 * over all instances. Immutable.
 *
 * <p>For each SLO: the sums and the share of bad units of each window, the budget, one alert {@code
 * ErrorBudgetBurn} for each rule of its policy with the evidence gate, and {@code SLOMetricAbsent}.
 * For all of them {@code SreWatchdog}, which always fires, so that its silence tells.
 *
 * <p>The alerts agree with those of the process, but for: the edges of {@code increase()}, which
 * extrapolates by up to one scrape interval; the gate, which asks for up to 3 bad events more and
 * takes the dispersion as given; hold times, which begin with the evidence; and slices, which are
 * read with the delay of one evaluation.
 *
 * <p>Composites are left out, as the counter does not tell their objectives apart, and so is what
 * no counts can be asked for; the comment of the file says so. A page of a calendar is taken as the
 * last so many days. A period is known as far back as Prometheus keeps its samples.
 */
public final class PrometheusRules {
  private static final double MAX_DISPERSION = 100;
  private static final String COMPOSITE =
      "it is a composite, and "
          + FleetCounts.EVENTS
          + " does not tell its objectives apart; promise them as SLOs of their own";

  private static final int MAX_REASON = 300;

  private final List<Slo> slos;
  private final List<LeftOut> leftOut;
  private final Style style;
  private final double dispersion;
  private final Map<String, Queries> queries;

  /** Whose names the rules have. */
  public enum Style {
    /** Sloth's: {@code slo:sli_error:ratio_rate5m{sloth_id,sloth_service,sloth_slo}}. */
    SLOTH,
    /** Pyrra's: {@code sre_slo_events:burnrate5m{slo}}. */
    PYRRA
  }

  /**
   * What has no rules.
   *
   * @param name of an SLO, or of an object of OpenSLO
   * @param reason why, and what would be right
   */
  public record LeftOut(String name, String reason) {
    /** Cuts a long reason, and replaces characters that do not print. */
    public LeftOut {
      name = printable(name);
      reason = printable(reason);
    }

    private static String printable(String text) {
      String start = text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...";
      return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
  }

  /**
   * How many events there were in a window, in PromQL in which <code>{{.window}}</code> stands for
   * the window's length, as Sloth writes it.
   *
   * @param bad for example <code>increase(http_requests_total{code=~"5.."}[{{.window}}])</code>; it
   *     is summed up
   * @param total good and bad ones
   */
  public record Queries(String bad, String total) {
    static final String WINDOW = "{{.window}}";

    /**
     * Checks that the window stands in both.
     *
     * @throws InvalidDefinitionException if it does not
     */
    public Queries {
      for (String query : List.of(bad, total)) {
        if (!query.contains(WINDOW)) {
          throw new InvalidDefinitionException(
              "query", query, "has to hold " + WINDOW + " where the window's length belongs");
        }
      }
    }

    /** The increases of two counters, given as vector selectors. */
    public static Queries ofCounters(String bad, String total) {
      return ofBad(increase(bad), increase(total));
    }

    /** The same two queries; where there are events, but no series of bad ones, none was bad. */
    public static Queries ofBad(String bad, String total) {
      return new Queries(orNone(bad, total), total);
    }

    /** The bad events are those that are not good; where no series of good ones is, all of them. */
    public static Queries ofGood(String good, String total) {
      String bad = "clamp_min(sum(" + total + ") - (" + orNone(good, total) + "), 0)";
      return new Queries(bad, total);
    }

    private static String orNone(String some, String total) {
      return "sum(" + some + ") or 0 * sum(" + total + ")";
    }

    static String increase(String selector) {
      return "increase(" + selector + "[" + WINDOW + "])";
    }

    String bad(String window) {
      return PromText.wellFormed(bad).replace(WINDOW, window);
    }

    String total(String window) {
      return PromText.wellFormed(total).replace(WINDOW, window);
    }
  }

  private PrometheusRules(
      List<Slo> slos,
      List<LeftOut> leftOut,
      Style style,
      double dispersion,
      Map<String, Queries> queries) {
    this.slos = List.copyOf(slos);
    this.leftOut = List.copyOf(leftOut);
    this.style = style;
    this.dispersion = dispersion;
    this.queries = Map.copyOf(queries);
  }

  /**
   * The rules of SLOs, in their order.
   *
   * @throws InvalidDefinitionException if two SLOs, or their groups, have one name
   */
  public static PrometheusRules of(List<Slo> slos, Style style) {
    return of(slos, List.of(), style, Map.of());
  }

  /**
   * The rules of all that OpenSLO documents promise: over the events of processes of sre4j, or over
   * the queries of an SLO that is for the fleet. Those are counters of a Prometheus, {@code
   * counter: true}, or count the events of <code>[{{.window}}]</code>.
   *
   * @throws InvalidDefinitionException if two SLOs, or their groups, have one name
   */
  public static PrometheusRules of(OpenSloDefinitions read, Style style) {
    List<Slo> slos = new ArrayList<>(read.slos());
    List<LeftOut> leftOut = new ArrayList<>();
    Map<String, Queries> queries = new HashMap<>();
    for (Definition fleet : read.fleet()) {
      try {
        queries.putAll(OpenSloQueries.of(fleet));
        slos.addAll(fleet.slos());
      } catch (InvalidDefinitionException e) {
        String reason = e.path() + " = " + e.value() + ": " + e.remedy();
        leftOut.add(new LeftOut(fleet.name(), reason));
      }
    }
    return of(slos, leftOut, style, queries);
  }

  private static PrometheusRules of(
      List<Slo> slos, List<LeftOut> undecided, Style style, Map<String, Queries> queries) {
    List<LeftOut> leftOut = new ArrayList<>(undecided);
    slos.stream()
        .filter(Slo::isComposite)
        .forEach(composite -> leftOut.add(new LeftOut(composite.name(), COMPOSITE)));
    List<Slo> simple = slos.stream().filter(slo -> !slo.isComposite()).toList();
    PrometheusRules rules = new PrometheusRules(simple, leftOut, style, 1, queries);
    Set<String> names = new HashSet<>();
    for (Slo slo : slos) {
      requireNew(names, slo.name(), slo.name());
    }
    names.clear();
    for (SloRules each : rules.perSlo()) {
      each.groups().forEach(g -> requireNew(names, String.valueOf(g.get("name")), each.slo.name()));
    }
    return rules;
  }

  /**
   * The same rules, with evidence for errors that come in clusters.
   *
   * @param dispersion variance / mean of the bad events, from 1 (none) to 100; the process reports
   *     what it sees in an alert's evidence
   * @throws InvalidDefinitionException if it is out of that range
   */
  public PrometheusRules assumingDispersion(double dispersion) {
    if (!(dispersion >= 1 && dispersion <= MAX_DISPERSION)) {
      throw new InvalidDefinitionException(
          "dispersion", dispersion, "is the variance / mean of bad events, from 1 to 100");
    }
    return new PrometheusRules(slos, leftOut, style, dispersion, queries);
  }

  /**
   * The same rules, with the events of an SLO counted by queries instead of {@code
   * sre_slo_events_total}: for what no process of sre4j counts. They have no generated tests.
   *
   * @throws InvalidDefinitionException if none of the SLOs has that name
   */
  public PrometheusRules countedBy(String slo, Queries counted) {
    if (slos.stream().noneMatch(known -> known.name().equals(slo))) {
      throw new InvalidDefinitionException("slo", slo, "is none of the SLOs that have rules");
    }
    Map<String, Queries> more = new HashMap<>(queries);
    more.put(slo, counted);
    return new PrometheusRules(slos, leftOut, style, dispersion, more);
  }

  /** The SLOs that have rules. */
  public List<Slo> slos() {
    return slos;
  }

  /** What has no rules: composites, and what no counts can be asked for. */
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /** Whether the events of an SLO are counted by queries of its own. */
  boolean isCountedByQueries(Slo slo) {
    return queries.containsKey(slo.name());
  }

  /** The rule file. */
  public String yaml() {
    List<Map<String, Object>> groups = new ArrayList<>();
    perSlo().forEach(rules -> groups.addAll(rules.groups()));
    groups.add(SloRules.group("sre4j-watchdog", "", List.of(watchdog())));
    return YamlText.document(comment(), Map.of("groups", groups));
  }

  List<SloRules> perSlo() {
    return slos.stream().map(this::rulesOf).toList();
  }

  private SloRules rulesOf(Slo slo) {
    FleetCounts counts = new FleetCounts(slo, queries.get(slo.name()));
    return style == Style.SLOTH
        ? new SlothRules(slo, counts, dispersion)
        : new PyrraRules(slo, counts, dispersion);
  }

  String styleName() {
    return style.name().toLowerCase(Locale.ROOT);
  }

  static Map<String, String> watchdogAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", "Prometheus and Alertmanager work");
    annotations.put(
        "description",
        "Fires always. Send it to a service that calls people once it stops coming.");
    return annotations;
  }

  private static Map<String, Object> watchdog() {
    return SloRules.alerting(
        SloRules.WATCHDOG_ALERT,
        "vector(1)",
        Duration.ZERO,
        Map.of("severity", "none"),
        watchdogAnnotations());
  }

  private List<String> comment() {
    List<String> comment = new ArrayList<>();
    comment.add(
        "Prometheus rules for " + slos.size() + " SLOs, generated by sre4j. Do not edit: change");
    comment.add("the definitions and run: sre4j rules --style " + styleName() + " --slo FILE...");
    comment.add("");
    comment.add("Decides for the fleet: all instances' " + FleetCounts.EVENTS + " are summed up.");
    comment.add(
        "sre:slo_bad:sum1h and sre:slo_all:sum1h are bad and all counted units of 1h. An alert");
    comment.add(
        "needs both windows above factor * (1 - target) and more bad units than chance explains,");
    comment.add(
        "mu + z sqrt(mu) + c for mu expected ones (Poisson, 1 in 10,000 for a policy's first rule).");
    slos.stream()
        .flatMap(slo -> slo.alerting().rules().stream())
        .map(AlertRule::shortWindow)
        .min(Comparator.naturalOrder())
        .ifPresent(shortest -> {
          String quarter = PromText.duration(shortest.dividedBy(4));
          comment.add("Scrape at least every " + quarter + ", a quarter of the shortest window.");
        });
    List<String> others = slos.stream().map(Slo::name).filter(queries::containsKey).toList();
    if (!others.isEmpty()) {
      comment.add("Counted by queries of their own: " + String.join(", ", others) + ".");
    }
    for (LeftOut each : leftOut) {
      comment.add("");
      comment.add("No rules for " + each.name() + ": " + each.reason() + ".");
    }
    return comment;
  }

  private static void requireNew(Set<String> names, String name, String slo) {
    if (!names.add(name)) {
      throw new InvalidDefinitionException(
          "slos", slo, "'" + name + "' stands twice; give one of the SLOs another name");
    }
  }
}
