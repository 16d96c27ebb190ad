package io.sre4j.otel.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/** The instruments of all SLOs of an engine in one meter. Immutable. */
final class SloInstruments {
  private final ObservableLongMeasurement events;
  private final ObservableDoubleMeasurement objective;
  private final ObservableLongMeasurement window;
  private final ObservableDoubleMeasurement burnRate;
  private final ObservableDoubleMeasurement remaining;
  private final ObservableDoubleMeasurement coverage;
  private final ObservableLongMeasurement info;
  private final ObservableLongMeasurement unpublished;

  SloInstruments(Meter meter) {
    events =
        meter
            .counterBuilder("sre.slo.events")
            .setUnit("{event}")
            .setDescription("Events since the SLO was added; sum them up over instances")
            .buildObserver();
    objective = ratio(meter, "sre.slo.objective", "The promised share of good units");
    window = gauge(meter, "sre.slo.window", "s", "The period of the budget");
    burnRate =
        ratio(
            meter,
            "sre.slo.burn_rate",
            "How many times too fast the budget of this instance burns");
    remaining =
        ratio(
            meter,
            "sre.slo.budget.remaining",
            "The share of the error budget that is left of what was measured here");
    coverage =
        ratio(meter, "sre.slo.budget.coverage", "The share of the period that was measured here");
    info = gauge(meter, "sre.slo.info", "", "What does not change of an SLO");
    unpublished =
        gauge(
            meter,
            "sre.slo.unpublished",
            "{slo}",
            "SLOs without metrics, because there are more than are published");
  }

  private static ObservableDoubleMeasurement ratio(Meter meter, String name, String description) {
    return meter.gaugeBuilder(name).setDescription(description).buildObserver();
  }

  private static ObservableLongMeasurement gauge(
      Meter meter, String name, String unit, String description) {
    return meter
        .gaugeBuilder(name)
        .ofLongs()
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }

  /** Has all of them filled by one call of {@code observe} for each collection. */
  BatchCallback onCollection(Meter meter, Runnable observe) {
    return meter.batchCallback(
        observe, events, objective, window, burnRate, remaining, coverage, info, unpublished);
  }

  void observeEvents(long count, Attributes attributes) {
    events.record(count, attributes);
  }

  void observeObjective(double target, Attributes attributes) {
    objective.record(target, attributes);
  }

  void observeWindow(long seconds, Attributes attributes) {
    window.record(seconds, attributes);
  }

  void observeBurnRate(double rate, Attributes attributes) {
    recordKnown(burnRate, rate, attributes);
  }

  void observeRemaining(double share, Attributes attributes) {
    recordKnown(remaining, share, attributes);
  }

  void observeCoverage(double share, Attributes attributes) {
    coverage.record(share, attributes);
  }

  void observeInfo(Attributes attributes) {
    info.record(1, attributes);
  }

  void observeUnpublished(int slos) {
    unpublished.record(slos);
  }

  /** NaN means that nobody knows; there is then no point, not one without a value. */
  private static void recordKnown(
      ObservableDoubleMeasurement to, double value, Attributes attributes) {
    if (!Double.isNaN(value)) {
      to.record(value, attributes);
    }
  }
}
