package io.sre4j.spring.health;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.report.SloStatus;
import io.sre4j.report.SreReport;
import io.sre4j.slo.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Budgets and alerts as health. Reports; a defect of ours gives {@code UNKNOWN}, which takes
 * nothing down. Thread-safe.
 */
final class SreHealthIndicator implements HealthIndicator {
  /* What an orchestrator asks for every few seconds has to stay small. */
  static final int MAX_SLOS = 20;

  private static final Log LOG = LogFactory.getLog(SreHealthIndicator.class);
  private static final Comparator<SloStatus> WORST_FIRST =
      Comparator.comparing((SloStatus slo) -> !fires(slo, Severity.PAGE))
          .thenComparing(slo -> firing(slo).isEmpty())
          .thenComparing(slo -> slo.budget().remaining().orElse(Double.MAX_VALUE))
          .thenComparing(slo -> slo.slo().name());

  private final Supplier<SreReport> reports;
  private final SreHealthStatus verdict;
  private final AtomicBoolean logged = new AtomicBoolean();

  SreHealthIndicator(SreEngine engine, SreHealthStatus verdict) {
    this(engine::report, verdict);
  }

  SreHealthIndicator(Supplier<SreReport> reports, SreHealthStatus verdict) {
    this.reports = reports;
    this.verdict = verdict;
  }

  /** {@code BURNING} while a page fires, else {@code UP}. */
  static Status reportOnly(SreReport report) {
    return report.slos().stream().anyMatch(slo -> fires(slo, Severity.PAGE))
        ? SreHealthStatus.BURNING
        : Status.UP;
  }

  @Override
  public Health health() {
    try {
      SreReport report = reports.get();
      return Health.status(status(report)).withDetails(details(report)).build();
    } catch (RuntimeException e) {
      warn(e);
      return Health.unknown().build();
    }
  }

  private Status status(SreReport report) {
    try {
      return verdict.of(report);
    } catch (RuntimeException e) {
      warn(e);
      return reportOnly(report);
    }
  }

  private void warn(RuntimeException e) {
    if (logged.compareAndSet(false, true)) {
      LOG.warn("The health of the SLOs could not be told; this is logged once", e);
    }
  }

  private static Map<String, Object> details(SreReport report) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("scope", "INSTANCE");
    details.put("asOf", report.asOf().toString());
    List<SloStatus> slos = report.slos();
    Map<String, Object> shown = new LinkedHashMap<>();
    slos.stream()
        .sorted(WORST_FIRST)
        .limit(MAX_SLOS)
        .forEach(slo -> shown.put(slo.slo().name(), slo(slo)));
    details.put("slos", shown);
    if (slos.size() > MAX_SLOS) {
      details.put("notShown", slos.size() - MAX_SLOS);
    }
    return details;
  }

  private static Map<String, @Nullable Object> slo(SloStatus slo) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    OptionalDouble remaining = slo.budget().remaining();
    json.put("budget", slo.budget().state().name());
    json.put("budgetRemaining", remaining.isPresent() ? remaining.getAsDouble() : null);
    json.put("firing", firing(slo));
    return json;
  }

  private static List<String> firing(SloStatus slo) {
    return slo.alerts().stream()
        .filter(alert -> alert.state() == AlertState.FIRING)
        .map(alert -> alert.rule().id())
        .toList();
  }

  private static boolean fires(SloStatus slo, Severity severity) {
    return slo.alerts().stream().anyMatch(alert -> fires(alert, severity));
  }

  private static boolean fires(AlertStatus alert, Severity severity) {
    return alert.state() == AlertState.FIRING && alert.rule().severity() == severity;
  }
}
