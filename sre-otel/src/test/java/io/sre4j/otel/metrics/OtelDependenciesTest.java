package io.sre4j.otel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.sli.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtelDependenciesTest {
  private final Dependencies dependencies = new Dependencies();
  private final SreEngine engine = SreEngine.builder().manualTicks().build();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final OtelDependencies meters = OtelDependencies.register(sdk, engine, dependencies);

  @AfterEach
  void close() {
    meters.close();
    sdk.close();
    engine.close();
  }

  private void request(String route, String dependency, Result result) {
    RequestCalls calls = new RequestCalls();
    calls.called(dependencies.named(dependency), result, 1_000);
    dependencies.route(route, Set.of("http")).ended(Outcome.GOOD, calls);
  }

  private Map<String, Long> collected() {
    Map<String, Long> points = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      assertThat(metric.getName()).isEqualTo("sre.dependency.calls");
      assertThat(metric.getUnit()).isEqualTo("{call}");
      assertThat(metric.getLongSumData().isMonotonic()).isTrue();
      assertThat(metric.getLongSumData().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.CUMULATIVE);
      metric
          .getLongSumData()
          .getPoints()
          .forEach(point -> {
            List<Object> values = List.copyOf(point.getAttributes().asMap().values());
            points.put(values.toString(), point.getValue());
          });
    }
    return points;
  }

  @Test
  void calls_ofAnEdge_areBothResultsFromTheFirstOn() {
    request("POST /checkout", "inventory", Result.FINE);
    assertThat(collected().values()).containsExactlyInAnyOrder(1L, 0L);
    request("POST /checkout", "inventory", Result.FAILED);
    request("POST /checkout", "inventory", Result.ABANDONED);
    assertThat(collected().values()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void edges_beyondTheFirst_areOne() {
    for (int i = 0; i < OtelDependencies.MAX_EDGES; i++) {
      request("GET /" + i, "inventory", Result.FINE);
    }
    Map<String, Long> before = collected();
    for (int i = 0; i < 3; i++) {
      request("GET /worse-" + i, "inventory", Result.FAILED);
    }
    Map<String, Long> after = collected();
    assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 2);
    assertThat(after).containsEntry("[other, failed, other]", 3L);
    assertThat(after).containsEntry("[other, fine, other]", 0L);
  }
}
