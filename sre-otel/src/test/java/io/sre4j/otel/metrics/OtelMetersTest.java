package io.sre4j.otel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.micrometer.SreMeters;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an SDK collects of an engine, and that it is what Micrometer gets. */
@SuppressWarnings("try") // What is only there to be closed.
class OtelMetersTest {
  private static final AttributeKey<Boolean> OVERFLOW =
      AttributeKey.booleanKey("otel.metric.overflow");

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
    sdk.close();
  }

  /** All series that are collected now, as "name{tag=value, ..}", with their values. */
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
      Measurement only = meter.measure().iterator().next();
      if (!Double.isNaN(only.getValue())) {
        series.put(meter.getId().getName() + tags, only.getValue());
      }
    }
    return series;
  }

  private void addOthers() {
    Objective fast = Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%"));
    Objective up = Objective.availability("checkout", Target.of("99.9%"));
    shop.engine.add(Slo.builder("both").objective(up).objective(fast).build());
    shop.engine.add(
        Slo.builder("page")
            .objective(fast)
            .window(TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneOffset.UTC))
            .owner("x".repeat(1_000))
            .build());
  }

  @Test
  void collect_sameSeriesAndValuesAsMicrometer() {
    addOthers();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (SreMeters micrometer = new SreMeters(shop.engine);
        OtelMeters meters = OtelMeters.register(sdk, shop.engine)) {
      micrometer.bindTo(registry);
      assertThat(collected()).isEqualTo(ofMicrometer(registry)).hasSize(3 * 3 + 2 + 4 * 3 - 3 + 1);
      shop.serve(998, 2, 5);
      assertThat(collected()).isEqualTo(ofMicrometer(registry)).hasSizeGreaterThan(30);
      shop.engine.remove("both");
      shop.serve(1, 0, 0);
      assertThat(collected()).isEqualTo(ofMicrometer(registry));
    }
  }

  @Test
  void collect_beforeTraffic_allOutcomesAtZeroAndNoRate() {
    try (OtelMeters meters = OtelMeters.register(sdk, shop.engine)) {
      assertThat(collected())
          .containsEntry("sre.slo.events{outcome=good, slo=checkout-availability}", 0.0)
          .containsEntry("sre.slo.events{outcome=bad, slo=checkout-availability}", 0.0)
          .containsEntry("sre.slo.events{outcome=excluded, slo=checkout-availability}", 0.0)
          .allSatisfy((name, value) -> assertThat(name).doesNotContain("burn_rate", "remaining"));
    }
  }

  @Test
  void register_twice_secondDoesNothing() {
    try (OtelMeters first = OtelMeters.register(sdk, shop.engine)) {
      shop.serve(3, 1, 0);
      OtelMeters second = OtelMeters.register(sdk, shop.engine);
      Map<String, Double> once = collected();
      assertThat(once).containsEntry("sre.slo.events{outcome=good, slo=" + Shop.SLO + "}", 3.0);
      second.close();
      assertThat(collected()).as("the second's close").isEqualTo(once);
    }
    assertThat(collected()).isEmpty();
    try (OtelMeters again = OtelMeters.register(sdk, shop.engine)) {
      assertThat(collected()).isNotEmpty();
    }
  }

  @Test
  void register_noSdk_doesNothing() {
    OtelMeters meters = OtelMeters.register(OpenTelemetry.noop(), shop.engine);
    shop.engine.add(Shop.slo("late"));
    meters.close();
    meters.close();
    shop.serve(1, 0, 0);
  }

  @Test
  void slo_nameTakenByAnother_beginsAnew() {
    try (OtelMeters meters = OtelMeters.register(sdk, shop.engine)) {
      shop.serve(5, 1, 0);
      shop.engine.remove(Shop.SLO);
      shop.engine.add(Shop.slo(Shop.SLO));
      assertThat(collected())
          .containsEntry("sre.slo.events{outcome=bad, slo=checkout-availability}", 0.0);
    }
  }

  /** 400 SLOs of 6 burn rates each are more than the 2,000 series that an SDK keeps. */
  @Test
  void slos_moreSeriesThanTheSdkKeeps_countedNotPublished() {
    for (int i = 0; i < 399; i++) {
      shop.engine.add(Shop.slo("s" + i));
    }
    shop.serve(1, 1, 1);
    try (OtelMeters meters = OtelMeters.register(sdk, shop.engine)) {
      Map<String, Double> series = collected();
      assertThat(series).containsEntry("sre.slo.unpublished{}", 400.0 - 1_999 / 6);
      assertThat(points("sre.slo.burn_rate")).hasSize(1_999 / 6 * 6).noneMatch(this::overflows);
      for (int i = 0; i < 300; i++) {
        shop.engine.remove("s" + i);
      }
      assertThat(collected()).containsEntry("sre.slo.unpublished{}", 0.0);
    }
    try (OtelMeters all = OtelMeters.register(sdk, shop.engine, 10_000)) {
      for (int i = 0; i < 300; i++) {
        shop.engine.add(Shop.slo("s" + i));
      }
      shop.serve(1, 1, 1);
      assertThat(points("sre.slo.burn_rate")).as("why there is a cap").anyMatch(this::overflows);
    }
  }

  private List<Attributes> points(String name) {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getData().getPoints().stream())
        .map(PointData::getAttributes)
        .toList();
  }

  private boolean overflows(Attributes attributes) {
    return attributes.get(OVERFLOW) != null;
  }

  @Test
  void maxSeries_none_isRefused() {
    assertThatThrownBy(() -> OtelMeters.register(sdk, shop.engine, 0))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("maxSeries");
  }
}
