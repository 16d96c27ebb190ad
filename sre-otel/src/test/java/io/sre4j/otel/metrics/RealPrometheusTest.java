package io.sre4j.otel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.sre4j.artifact.PrometheusRules;
import io.sre4j.real.RealChain;
import io.sre4j.real.RealPart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the same instruments, under the names that the rules ask for. */
@SuppressWarnings("try") // What is only there to be closed.
class RealPrometheusTest {
  private static final String CONFIG =
      """
      global: {scrape_interval: 200ms, evaluation_interval: 200ms}
      rule_files: [rules.yml]
      scrape_configs: [{job_name: app, static_configs: [{targets: ['127.0.0.1:%d']}]}]
      """;

  /** OpenTelemetry's exporter for Java cuts the ending that Prometheus' own format reserves. */
  private static final String INFO = "{__name__=~'sre_slo(_info)?',owner='team-shop'}";

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void prometheus_scrapesNamesOfTheRules_andRulesCountWhatWasServed(@TempDir Path directory)
      throws Exception {
    int port = freePort();
    PrometheusHttpServer exporter =
        PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(port).build();
    Files.writeString(
        directory.resolve("rules.yml"),
        PrometheusRules.of(List.of(Shop.slo(Shop.SLO)), PrometheusRules.Style.SLOTH).yaml());
    try (OpenTelemetrySdk sdk = sdk(exporter);
        Shop shop = new Shop();
        OtelMeters meters = OtelMeters.register(sdk, shop.engine);
        RealChain chain = new RealChain(directory)) {
      RealPart prometheus = chain.prometheus(CONFIG.formatted(port));
      for (String outcome : List.of("good", "bad", "excluded")) {
        assertThat(value(prometheus, events(outcome))).as("before traffic").isZero();
      }
      assertThat(value(prometheus, "sre_slo_objective")).isEqualTo(0.999);
      assertThat(value(prometheus, "sre_slo_window_seconds")).isEqualTo(2_592_000);
      assertThat(value(prometheus, INFO)).isEqualTo(1);
      assertThat(value(prometheus, "sre_slo_budget_coverage")).isBetween(0.0, 1.0);
      assertThat(value(prometheus, "sre_slo_unpublished")).isZero();
      shop.serve(998, 2, 5);
      assertThat(value(prometheus, events("good") + " == 998")).isEqualTo(998);
      assertThat(value(prometheus, events("bad") + " == 2")).isEqualTo(2);
      assertThat(value(prometheus, "sre_slo_burn_rate{window='5m'} > 0")).isEqualTo(2);
      assertThat(value(prometheus, "sre_slo_budget_remaining")).isEqualTo(-1);
      assertThat(value(prometheus, "slo:sli_error:ratio_rate5m > 0")).isEqualTo(0.002);
    }
  }

  private static OpenTelemetrySdk sdk(PrometheusHttpServer exporter) {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(exporter).build())
        .build();
  }

  private static String events(String outcome) {
    return "sre_slo_events_total{slo='" + Shop.SLO + "',outcome='" + outcome + "'}";
  }

  /** The value of a query, once it has one; to twelve digits, since rates are of measured time. */
  private static double value(RealPart prometheus, String query) throws Exception {
    Pattern answer = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]+)\"");
    String body =
        prometheus.await(
            "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
            text -> answer.matcher(text).find());
    return answer
        .matcher(body)
        .results()
        .mapToDouble(found -> Math.round(Double.parseDouble(found.group(1)) * 1e12) / 1e12)
        .findFirst()
        .orElseThrow();
  }
}
