package io.sre4j.report;

import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What does not change of an SLO, as labels of its metrics, whoever exports them. Each value has
 * from 1 to {@value #LONGEST} characters: an empty label is none to Prometheus, and an error to
 * others.
 */
public final class SloLabels {
  private static final int LONGEST = 120;

  private SloLabels() {}

  /** {@code sli}, {@code budgeting}, {@code period}, {@code alerting} and {@code owner}. */
  public static Map<String, String> of(Slo slo) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("sli", slo.isComposite() ? "composite" : slo.objectives().get(0).sli());
    labels.put("budgeting", budgeting(slo.budgeting()));
    labels.put("period", slo.window().text());
    labels.put("alerting", shortened(slo.alerting().name()));
    labels.put("owner", shortened(slo.owner().orElse("none")));
    return labels;
  }

  private static String budgeting(Budgeting budgeting) {
    if (budgeting instanceof Budgeting.Timeslices) {
      return "timeslices";
    }
    return budgeting instanceof Budgeting.RatioTimeslices ? "ratio_timeslices" : "occurrences";
  }

  private static String shortened(String text) {
    String label = text.isBlank() ? "none" : text;
    return label.length() <= LONGEST ? label : label.substring(0, LONGEST);
  }
}
