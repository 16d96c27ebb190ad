package io.sre4j.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The meters of an engine's SLOs in one registry. Guarded by its owner's monitor. */
final class Binding {
  private final SreEngine engine;
  private final MeterRegistry registry;
  private final int maxSlos;
  private final Map<String, SloMeters> published = new LinkedHashMap<>();
  private final Meter overflow;
  private volatile int unpublished;

  Binding(SreEngine engine, MeterRegistry registry, int maxSlos) {
    this.engine = engine;
    this.registry = registry;
    this.maxSlos = maxSlos;
    this.overflow =
        Gauge.builder("sre.slo.unpublished", this, binding -> binding.unpublished)
            .description("SLOs without meters, because there are more than are published")
            .register(registry);
  }

  /** Makes the meters those of these SLOs. */
  void update(List<Slo> slos) {
    Map<String, Slo> wanted = new LinkedHashMap<>();
    slos.forEach(slo -> wanted.put(slo.name(), slo));
    published
        .values()
        .removeIf(meters -> {
          // Another one may have taken the name.
          boolean gone = wanted.get(meters.slo().name()) != meters.slo();
          if (gone) {
            meters.removeFrom(registry);
          }
          return gone;
        });
    for (Slo slo : slos) {
      if (published.size() < maxSlos && !published.containsKey(slo.name())) {
        publish(slo);
      }
    }
    unpublished = slos.size() - published.size();
  }

  private void publish(Slo slo) {
    SloReading reading;
    try {
      reading = new SloReading(engine, slo);
    } catch (InvalidDefinitionException removedMeanwhile) {
      // Whoever removed it will tell.
      return;
    }
    published.put(slo.name(), new SloMeters(reading, registry));
  }

  void close() {
    published.values().forEach(meters -> meters.removeFrom(registry));
    published.clear();
    registry.remove(overflow);
  }
}
