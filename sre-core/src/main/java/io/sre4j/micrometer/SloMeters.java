package io.sre4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloLabels;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The meters of one SLO in one registry. Holds what they read: to a registry it is a weak one. */
final class SloMeters {
  private final SloReading reading;
  private final List<Meter> meters = new ArrayList<>();

  SloMeters(SloReading reading, MeterRegistry registry) {
    this.reading = reading;
    Slo slo = reading.slo();
    Tags tags = Tags.of("slo", slo.name());
    count(registry, tags, "good", status -> status.counted().good());
    count(registry, tags, "bad", status -> status.counted().bad());
    count(registry, tags, "excluded", status -> status.counted().excluded());
    if (!slo.isComposite()) {
      double target = slo.objectives().get(0).target().ratio().doubleValue();
      gauge(registry, "sre.slo.objective", "The promised share of good units", "", tags, target);
    }
    double period = slo.window().nominalLength().toSeconds();
    gauge(registry, "sre.slo.window", "The period of the budget", "seconds", tags, period);
    gauge(registry, "sre.slo.info", "What does not change of an SLO", "", tags.and(info(slo)), 1);
    gauges(registry, tags);
  }

  private void count(
      MeterRegistry registry, Tags tags, String outcome, ToDoubleFunction<SloStatus> count) {
    meters.add(
        FunctionCounter.builder("sre.slo.events", reading, r -> count.applyAsDouble(r.status()))
            .description("Events since the SLO was added; sum them up over instances")
            .baseUnit("events")
            .tags(tags.and("outcome", outcome))
            .register(registry));
  }

  private void gauges(MeterRegistry registry, Tags tags) {
    BurnRates rates = reading.rates();
    for (int i = 0; i < rates.size(); i++) {
      int window = i;
      meters.add(
          Gauge.builder("sre.slo.burn_rate", rates, r -> r.rate(window))
              .description("How many times too fast the budget of this instance burns")
              .tags(tags.and("window", DurationText.format(rates.window(i))))
              .strongReference(true)
              .register(registry));
    }
    // Remaining is 1 - the burn rate of the period, which comes last.
    meters.add(
        Gauge.builder("sre.slo.budget.remaining", rates, r -> 1 - r.rate(r.size() - 1))
            .description("The share of the error budget that is left of what was measured here")
            .tags(tags)
            .strongReference(true)
            .register(registry));
    meters.add(
        Gauge.builder("sre.slo.budget.coverage", reading, r -> r.status().budget().coverage())
            .description("The share of the period that was measured here")
            .tags(tags)
            .strongReference(true)
            .register(registry));
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      String unit,
      Tags tags,
      double value) {
    meters.add(
        Gauge.builder(name, () -> value)
            .description(description)
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags)
            .strongReference(true)
            .register(registry));
  }

  private static Tags info(Slo slo) {
    Tags info = Tags.empty();
    for (Map.Entry<String, String> label : SloLabels.of(slo).entrySet()) {
      info = info.and(label.getKey(), label.getValue());
    }
    return info;
  }

  Slo slo() {
    return reading.slo();
  }

  void removeFrom(MeterRegistry registry) {
    meters.forEach(registry::remove);
  }
}
