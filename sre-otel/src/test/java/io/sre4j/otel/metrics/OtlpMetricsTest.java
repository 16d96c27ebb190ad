package io.sre4j.otel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics as they come over the wire, decoded by another's classes. */
class OtlpMetricsTest {
  private final Shop shop = new Shop();
  private OtlpReceiver receiver;
  private OpenTelemetrySdk sdk;
  private OtelMeters meters;

  @BeforeEach
  void export() throws IOException {
    receiver = new OtlpReceiver();
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder().setEndpoint(receiver.metricsUrl()).build();
    PeriodicMetricReader reader =
        PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build();
    sdk =
        OpenTelemetrySdk.builder()
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();
    meters = OtelMeters.register(sdk, shop.engine);
  }

  @AfterEach
  void close() {
    meters.close();
    sdk.close();
    receiver.close();
    shop.close();
  }

  private Map<String, Metric> received() throws InterruptedException {
    sdk.getSdkMeterProvider().forceFlush().join(60, TimeUnit.SECONDS);
    ExportMetricsServiceRequest request = receiver.next();
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        // The SDK tells of itself, too.
        .filter(scope -> scope.getScope().getName().equals("io.sre4j"))
        .flatMap(scope -> scope.getMetricsList().stream())
        .collect(Collectors.toMap(Metric::getName, Function.identity()));
  }

  private static String label(NumberDataPoint point, String key) {
    return point.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private static Map<String, Long> events(Map<String, Metric> metrics) {
    return metrics.get("sre.slo.events").getSum().getDataPointsList().stream()
        .collect(Collectors.toMap(point -> label(point, "outcome"), NumberDataPoint::getAsInt));
  }

  @Test
  void otlp_namesUnitsAndKinds() throws InterruptedException {
    shop.serve(998, 2, 5);
    Map<String, Metric> metrics = received();
    Map<String, String> units = new TreeMap<>();
    metrics.forEach((name, metric) -> units.put(name, metric.getUnit()));
    assertThat(units)
        .containsOnly(
            Map.entry("sre.slo.events", "{event}"),
            Map.entry("sre.slo.objective", ""),
            Map.entry("sre.slo.window", "s"),
            Map.entry("sre.slo.burn_rate", ""),
            Map.entry("sre.slo.budget.remaining", ""),
            Map.entry("sre.slo.budget.coverage", ""),
            Map.entry("sre.slo.info", ""),
            Map.entry("sre.slo.unpublished", "{slo}"));
    Metric events = metrics.remove("sre.slo.events");
    assertThat(events.getSum().getIsMonotonic()).isTrue();
    assertThat(events.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(metrics.values()).allMatch(Metric::hasGauge);
    assertThat(metrics.values()).noneMatch(metric -> metric.getDescription().isBlank());
  }

  @Test
  void otlp_beforeTraffic_allOutcomesAtZero() throws InterruptedException {
    Map<String, Metric> metrics = received();
    assertThat(events(metrics)).isEqualTo(Map.of("good", 0L, "bad", 0L, "excluded", 0L));
    assertThat(metrics).doesNotContainKeys("sre.slo.burn_rate", "sre.slo.budget.remaining");
  }

  @Test
  void otlp_traffic_countsAddUpFromOneStart() throws InterruptedException {
    shop.serve(998, 2, 5);
    Map<String, Metric> first = received();
    shop.serve(2, 0, 0);
    Map<String, Metric> second = received();
    assertThat(events(first)).isEqualTo(Map.of("good", 998L, "bad", 2L, "excluded", 5L));
    assertThat(events(second)).isEqualTo(Map.of("good", 1_000L, "bad", 2L, "excluded", 5L));
    assertThat(starts(second)).isEqualTo(starts(first));
    NumberDataPoint rate = first.get("sre.slo.burn_rate").getGauge().getDataPoints(0);
    assertThat(rate.getAsDouble()).isEqualTo(2);
    assertThat(label(rate, "slo")).isEqualTo(Shop.SLO);
    List<String> keys =
        first.get("sre.slo.info").getGauge().getDataPoints(0).getAttributesList().stream()
            .map(KeyValue::getKey)
            .toList();
    assertThat(keys)
        .containsExactlyInAnyOrder("slo", "sli", "budgeting", "period", "alerting", "owner");
  }

  private static List<Long> starts(Map<String, Metric> metrics) {
    return metrics.get("sre.slo.events").getSum().getDataPointsList().stream()
        .map(NumberDataPoint::getStartTimeUnixNano)
        .toList();
  }
}
