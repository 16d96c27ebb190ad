package io.sre4j.otel.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.sre4j.SreEngine;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloLabels;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The series of one SLO, with their attributes made once. Immutable. */
final class SloSeries {
  private static final AttributeKey<String> SLO = AttributeKey.stringKey("slo");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<String> WINDOW = AttributeKey.stringKey("window");
  private static final int OUTCOMES = 3;

  private final Slo slo;
  private final Attributes name;
  private final Attributes good;
  private final Attributes bad;
  private final Attributes excluded;
  private final Attributes info;

  SloSeries(Slo slo) {
    this.slo = slo;
    this.name = Attributes.of(SLO, slo.name());
    this.good = Attributes.of(SLO, slo.name(), OUTCOME, "good");
    this.bad = Attributes.of(SLO, slo.name(), OUTCOME, "bad");
    this.excluded = Attributes.of(SLO, slo.name(), OUTCOME, "excluded");
    AttributesBuilder labels = name.toBuilder();
    SloLabels.of(slo).forEach(labels::put);
    this.info = labels.build();
  }

  Slo slo() {
    return slo;
  }

  /** How many series it may have of one instrument, the one it has most of. */
  int most() {
    Set<Duration> windows = new HashSet<>();
    for (AlertRule rule : slo.alerting().rules()) {
      windows.add(rule.longWindow());
      windows.add(rule.shortWindow());
    }
    return Math.max(OUTCOMES, windows.size() + 1);
  }

  /** Tells what is known of the SLO; nothing if it was removed meanwhile. */
  void observe(SreEngine engine, SloInstruments to) {
    SloStatus status;
    BurnRates rates;
    try {
      status = engine.status(slo.name());
      rates = engine.burnRatesNow(slo.name());
    } catch (InvalidDefinitionException removed) {
      return;
    }
    if (status.slo() != slo) {
      // Another one has taken the name; it has series of its own.
      return;
    }
    to.observeEvents(status.counted().good(), good);
    to.observeEvents(status.counted().bad(), bad);
    to.observeEvents(status.counted().excluded(), excluded);
    if (!slo.isComposite()) {
      to.observeObjective(slo.objectives().get(0).target().ratio().doubleValue(), name);
    }
    to.observeWindow(slo.window().nominalLength().toSeconds(), name);
    to.observeInfo(info);
    to.observeCoverage(status.budget().coverage(), name);
    observe(rates, to);
  }

  private void observe(BurnRates rates, SloInstruments to) {
    int period = rates.size() - 1;
    for (int i = 0; i < period; i++) {
      to.observeBurnRate(rates.rate(i), window(rates.window(i)));
    }
    // A page of the calendar may be as long as a window of the policy, which then has the label.
    if (period == 0 || !rates.window(period).equals(rates.window(period - 1))) {
      to.observeBurnRate(rates.rate(period), window(rates.window(period)));
    }
    to.observeRemaining(1 - rates.rate(period), name);
  }

  private Attributes window(Duration length) {
    return Attributes.of(SLO, slo.name(), WINDOW, DurationText.format(length));
  }
}
