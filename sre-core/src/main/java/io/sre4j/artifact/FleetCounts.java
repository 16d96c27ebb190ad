package io.sre4j.artifact;

import io.sre4j.artifact.PrometheusRules.Queries;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of one SLO's budget, summed up over the fleet, as recording rules: {@code
 * sre:slo_bad:sum1h} and {@code sre:slo_all:sum1h} of each window. Ratios are made of these sums,
 * never of ratios.
 *
 * <p>Events are increases of the counter. A window from 7 days on sums up the increases of its 5
 * minutes, which costs a few thousand points instead of all samples of all instances. Slices are
 * judged over the fleet, then read at multiples of their length.
 */
final class FleetCounts {
  static final String EVENTS = "sre_slo_events_total";
  static final Duration M5 = Duration.ofMinutes(5);
  private static final Duration LONGEST_DIRECT = Duration.ofDays(7);
  static final String ALLOWED = "sre:slo_error_budget:ratio";
  static final String REMAINING = "sre:slo_error_budget_remaining:ratio";
  private static final String SLICE = "sre:slo_slice:bad";

  private final Slo slo;
  private final @Nullable Queries queries;

  FleetCounts(Slo slo, @Nullable Queries queries) {
    this.slo = slo;
    this.queries = queries;
  }

  /** Whether the events are those that processes of sre4j count. */
  boolean areOurs() {
    return queries == null;
  }

  /** Matches the series of this SLO. */
  String selector(String metric) {
    return PromText.selector(metric, labels());
  }

  Map<String, String> labels() {
    return Map.of("slo", slo.name());
  }

  String bad(Duration window) {
    return selector("sre:slo_bad:sum" + PromText.duration(window));
  }

  String all(Duration window) {
    return selector("sre:slo_all:sum" + PromText.duration(window));
  }

  /** The share of bad units; no sample where nothing was counted. */
  String ratio(Duration window) {
    return bad(window) + "\n/\n(" + all(window) + " > 0)\n";
  }

  /** The share of bad units that is allowed: 1 - target. */
  BigDecimal budget() {
    return slo.objectives().get(0).target().errorBudget();
  }

  /** What is counted, in words. */
  String unit() {
    return slo.budgeting() instanceof Budgeting.Occurrences ? "events" : "slices";
  }

  /** The rules that record what the sums of slices are made of; to be recorded once. */
  List<Map<String, Object>> sliceRules() {
    if (slo.budgeting() instanceof Budgeting.Timeslices timeslices) {
      String most = PromText.number(timeslices.sliceTarget().errorBudget());
      return List.of(record(SLICE, "(" + share(timeslices.slice()) + ") > bool " + most));
    }
    return slo.budgeting() instanceof Budgeting.RatioTimeslices slices
        ? List.of(record(SLICE, share(slices.slice())))
        : List.of();
  }

  /** The rules that record the sums of the windows, in the order in which they need each other. */
  List<Map<String, Object>> sumRules(List<Duration> windows) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Duration window : windows) {
      rules.add(record("sre:slo_bad:sum" + PromText.duration(window), sum(window, true)));
      rules.add(record("sre:slo_all:sum" + PromText.duration(window), sum(window, false)));
    }
    return rules;
  }

  /** What is allowed, and the share of it that is left of a period whose sums are recorded. */
  List<Map<String, Object>> budgetRules(Duration period) {
    String allowed = PromText.number(budget());
    String spent = "(" + bad(period) + " / (" + all(period) + " > 0))";
    return List.of(
        record(ALLOWED, "vector(" + allowed + ")"),
        record(REMAINING, "1 - " + spent + " / " + allowed));
  }

  private Map<String, Object> record(String name, String expression) {
    return SloRules.recording(name, expression, labels());
  }

  private String sum(Duration window, boolean bad) {
    String range = "[" + PromText.duration(window) + "]";
    if (slo.budgeting() instanceof Budgeting.Timeslices timeslices) {
      return slices(window, timeslices.slice(), bad);
    }
    if (slo.budgeting() instanceof Budgeting.RatioTimeslices slices) {
      return slices(window, slices.slice(), bad);
    }
    if (window.compareTo(LONGEST_DIRECT) < 0 || window.equals(M5)) {
      return increase(range, bad);
    }
    String steps = "[" + PromText.duration(window) + ":5m]";
    return "sum_over_time(" + (bad ? bad(M5) : all(M5)) + steps + ")";
  }

  private String slices(Duration window, Duration slice, boolean bad) {
    String steps = "[" + PromText.duration(window) + ":" + PromText.duration(slice) + "]";
    return (bad ? "sum" : "count") + "_over_time(" + selector(SLICE) + steps + ")";
  }

  private String share(Duration slice) {
    String range = "[" + PromText.duration(slice) + "]";
    return increase(range, true) + " / (" + increase(range, false) + " > 0)";
  }

  /** Yields a sample for what is not exported any more. */
  String absent() {
    if (queries != null) {
      return "absent(" + queries.total("5m") + ")\n";
    }
    return absent("good") + "\nor\n" + absent("bad") + "\n";
  }

  private String absent(String outcome) {
    Map<String, String> labels = new TreeMap<>(labels());
    labels.put("outcome", outcome);
    return "absent(" + PromText.selector(EVENTS, labels) + ")";
  }

  private String increase(String range, boolean bad) {
    if (queries != null) {
      String window = range.substring(1, range.length() - 1);
      return "sum(" + (bad ? queries.bad(window) : queries.total(window)) + ")";
    }
    String outcome = bad ? "outcome=\"bad\"" : "outcome=~\"good|bad\"";
    String slo = "slo=" + PromText.quoted(this.slo.name());
    return "sum(increase(" + EVENTS + "{" + slo + "," + outcome + "}" + range + "))";
  }
}
