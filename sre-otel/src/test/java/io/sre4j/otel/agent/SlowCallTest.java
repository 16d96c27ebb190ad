package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.otel.autoconfigure.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promise of speed, and the service that breaks it. */
class SlowCallTest {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final long MILLI = 1_000_000;
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: checkout-latency, annotations: {sre4j.io/sli: http}}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: duration}
          spec: {thresholdMetric: {metricSource: {type: sre4j, spec: {measure: latency}}}}
        objectives: [{displayName: fast, op: lte, value: 0.3, target: 0.99}]
      """;

  private final ServerOperations servers = new ServerOperations();
  private final ClientOperations clients = new ClientOperations();

  private void checkout(long inventoryMillis, long ownMillis) {
    Context request =
        servers.onStart(
            Context.root(),
            Attributes.of(AttributeKey.stringKey("http.request.method"), "POST"),
            0);
    for (String service : new String[] {"inventory", "prices"}) {
      Context call =
          clients.onStart(
              request, Attributes.of(AttributeKey.stringKey("server.address"), service), 0);
      long millis = service.equals("inventory") ? inventoryMillis : 5;
      clients.onEnd(call, Attributes.of(STATUS, 204L), millis * MILLI);
    }
    servers.onEnd(
        request,
        Attributes.of(STATUS, 200L, AttributeKey.stringKey("http.route"), "/checkout"),
        (inventoryMillis + ownMillis) * MILLI);
  }

  @Test
  void slowRequests_nameTheCallThatTookTheirTime(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("slos.yaml"), SLO);
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build();
        AgentRuntime runtime =
            AgentRuntime.start(
                Settings.of(Map.of("sre.slo.file", file.toString())::get, key -> null), sdk)) {
      for (int i = 0; i < 100; i++) {
        checkout(i < 30 ? 500 : 20, 10);
      }
      for (int i = 0; i < 10; i++) {
        checkout(20, 900);
      }
      runtime.engine().tick();
      assertThat(runtime.engine().status("checkout-latency").counted().bad()).isEqualTo(40);
      Map<String, Double> shares = new TreeMap<>();
      reader.collectAllMetrics().stream()
          .filter(metric -> metric.getName().equals("sre.dependency.budget.share"))
          .flatMap(metric -> metric.getDoubleGaugeData().getPoints().stream())
          .forEach(point -> shares.put(named(point), point.getValue()));
      assertThat(shares)
          .isEqualTo(Map.of("inventory 5m", 0.75, "inventory 1h", 0.75, "inventory 6h", 0.75));
    }
  }

  private static String named(DoublePointData point) {
    return point.getAttributes().get(AttributeKey.stringKey("dependency"))
        + " "
        + point.getAttributes().get(AttributeKey.stringKey("window"));
  }
}
