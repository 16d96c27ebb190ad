package io.sre4j.otel.sampling;

import io.sre4j.SreEngine;
import io.sre4j.report.BurnRates;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that are sampled by one ratio. Read by any thread, followed by one at a time. */
final class SampledGroup {
  /** Of SLOs that page nobody: the fastest page of the SRE Workbook. */
  private static final double USUAL_PAGE = 14.4;

  private final String name;
  private final List<RouteTemplate> routes;
  private final List<String> slos;
  private final Threshold[] levels;
  private final RatioController controller = new RatioController();
  private volatile Threshold threshold;

  SampledGroup(
      String name, List<RouteTemplate> routes, List<String> slos, Threshold[] levels) {
    this.name = name;
    this.routes = routes;
    this.slos = slos;
    this.levels = levels;
    this.threshold = levels[0];
  }

  String name() {
    return name;
  }

  Threshold threshold() {
    return threshold;
  }

  boolean has(@Nullable String method, String path) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).matches(method, path)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the highest level that any of its SLOs asks for. */
  void follow(SreEngine engine, List<Slo> present, long nanos) {
    double burn = Double.NaN;
    double page = USUAL_PAGE;
    for (Slo slo : present) {
      if (slos.isEmpty() || slos.contains(slo.name())) {
        double its = shortest(engine.burnRates(slo.name()));
        double factor = page(slo);
        // Compared by the level that it asks for: factors differ.
        if (!Double.isNaN(its) && (Double.isNaN(burn) || level(its, factor) > level(burn, page))) {
          burn = its;
          page = factor;
        }
      }
    }
    threshold = levels[controller.next(burn, page, nanos)];
  }

  private static int level(double burn, double page) {
    return RatioController.wanted(burn, page);
  }

  private static double shortest(BurnRates rates) {
    return rates.size() == 0 ? Double.NaN : rates.rate(0);
  }

  private static double page(Slo slo) {
    return slo.alerting().rules().stream()
        .filter(rule -> rule.severity() == Severity.PAGE)
        .mapToDouble(AlertRule::factor)
        .filter(factor -> factor > 1)
        .findFirst()
        .orElse(USUAL_PAGE);
  }
}
