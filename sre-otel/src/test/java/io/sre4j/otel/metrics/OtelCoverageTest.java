package io.sre4j.otel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.finding.Hook;
import io.sre4j.micrometer.CoverageMeters;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Sli;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an SDK collects of coverage, and that it is what Micrometer gets. */
class OtelCoverageTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final SreEngine engine =
      SreEngine.builder().manualTicks().sli(Sli.events("checkout")).sli(Sli.events("jobs")).build();
  private final Coverage coverage =
      Coverage.builder(engine)
          .settings(CoverageSettings.builder().warmUp(Duration.ZERO).build())
          .manual()
          .build();

  @AfterEach
  void close() {
    coverage.close();
    engine.close();
    sdk.close();
  }

  private void serve(int times, TraceState state) {
    RouteCounter route = coverage.signals().routes().of("GET /a", Set.of("checkout"));
    for (int i = 0; i < times; i++) {
      route.count(state);
    }
  }

  private Map<String, Double> collected() {
    Map<String, Double> series = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      if (!metric.getInstrumentationScopeInfo().getName().equals("io.sre4j")) {
        // The SDK tells of itself, too.
        continue;
      }
      for (PointData point : metric.getData().getPoints()) {
        Map<String, String> tags = new TreeMap<>();
        point.getAttributes().forEach((key, value) -> tags.put(key.getKey(), value.toString()));
        assertThat(series.put(metric.getName() + tags, value(point))).isNull();
      }
    }
    return series;
  }

  private static double value(PointData point) {
    return point instanceof LongPointData whole
        ? whole.getValue()
        : ((DoublePointData) point).getValue();
  }

  private static Map<String, Double> ofMicrometer(SimpleMeterRegistry registry) {
    Map<String, Double> series = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      Map<String, String> tags = new TreeMap<>();
      for (Tag tag : meter.getId().getTags()) {
        tags.put(tag.getKey(), tag.getValue());
      }
      double value = meter.measure().iterator().next().getValue();
      if (!Double.isNaN(value)) {
        series.put(meter.getId().getName() + tags, value);
      }
    }
    return series;
  }

  @Test
  void series_areThoseOfMicrometer() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (OtelCoverage meters = OtelCoverage.register(sdk, coverage);
        CoverageMeters ofMicrometer = new CoverageMeters(coverage)) {
      coverage.signals().attached(Hook.OPERATIONS);
      serve(60, TraceState.UNTRACED);
      serve(30, TraceState.SAMPLED);
      serve(10, TraceState.UNRECORDED);
      coverage.inspect();
      ofMicrometer.bindTo(registry);
      assertThat(collected())
          .isEqualTo(ofMicrometer(registry))
          .containsEntry("sre.coverage.events{sli=checkout, state=untraced}", 60.0)
          .containsEntry("sre.coverage.events{sli=checkout, state=recorded}", 0.0)
          .containsEntry("sre.coverage.ratio{sli=checkout}", 0.4)
          .containsEntry("sre.coverage.finding{rule=SRE-001}", 1.0);
      assertThat(meters).isNotNull();
    }
    assertThat(collected()).isEmpty();
  }

  @Test
  void register_twice_publishesOnce() {
    try (OtelCoverage first = OtelCoverage.register(sdk, coverage)) {
      int series = collected().size();
      try (OtelCoverage second = OtelCoverage.register(sdk, coverage)) {
        assertThat(collected()).hasSize(series);
        assertThat(second).isNotSameAs(first);
      }
      assertThat(collected()).hasSize(series);
    }
    assertThat(collected()).isEmpty();
  }

  /** An SDK keeps 2,000 series of an instrument and puts the others where nobody can read them. */
  @Test
  void series_ofManySlis_areNoMoreThanAnSdkKeeps() {
    for (int i = 0; i < 500; i++) {
      Set<String> sli = Set.of("sli-%03d".formatted(i));
      coverage.signals().routes().of("GET /" + i, sli).count(TraceState.SAMPLED);
    }
    coverage.inspect();
    try (OtelCoverage meters = OtelCoverage.register(sdk, coverage)) {
      assertThat(meters).isNotNull();
      List<String> events =
          collected().keySet().stream().filter(s -> s.startsWith("sre.coverage.events")).toList();
      assertThat(events).hasSize(399 * 5).noneMatch(series -> series.contains("overflow"));
    }
  }

  @Test
  void register_toTwo_publishesToBoth() {
    try (OpenTelemetrySdk other = OpenTelemetrySdk.builder().build();
        OtelCoverage first = OtelCoverage.register(other, coverage);
        OtelCoverage second = OtelCoverage.register(sdk, coverage)) {
      assertThat(collected()).isNotEmpty();
      assertThat(second).isNotSameAs(first);
    }
  }
}
