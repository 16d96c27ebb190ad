package io.sre4j.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shop under the agent with the extension, and what else an operator may set. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class AgentModesTest {
  private static final long SEED = 51;
  private static final int FEW = 400;
  private static final int MORE = 4_000;
  private static final Path STARTER = Path.of("../../sre-spring-starter/target/classes");
  private static final Path CORE = Path.of("../../sre-core/target/classes");

  /** In place of variables of the environment: a file, which names the processor itself. */
  private static final String DECLARED =
      """
      file_format: "1.0"
      resource:
        attributes: [{name: service.name, value: shop}]
      tracer_provider:
        processors:
          - sre_coverage/development:
          - batch: {exporter: {otlp_http: {endpoint: "%1$s/v1/traces"}}}
        sampler: {always_on: {}}
      meter_provider:
        readers:
          - periodic: {interval: 1000, exporter: {otlp_http: {endpoint: "%1$s/v1/metrics"}}}
      """;

  @TempDir private Path directory;

  @Test
  void shop_whoseTracesNobodyTakes_isFoundThoughTheExporterGoesOn() throws Exception {
    Map<String, String> hurry =
        Map.of("OTEL_BSP_SCHEDULE_DELAY", "100", "OTEL_TRACES_SAMPLER", "always_on");
    try (AgentShop shop = AgentShop.start(directory, hurry)) {
      shop.collector().refuseTraces();
      Customers.send(shop.url(), FEW, SEED);
      shop.process().await("it is found", () -> shop.log().contains("SRE-031"));
      shop.process().stop();
      assertThat(shop.findings())
          .anyMatch(line -> line.startsWith("SRE-031\t"))
          // Spans whose parents were lost with a batch are of the same making.
          .allMatch(line -> line.matches("SRE-031\t.*|SRE-008\t.*"));
    }
  }

  @Test
  void shop_whoseTracesAreSwitchedOff_isFoundUntraced() throws Exception {
    try (AgentShop shop = AgentShop.start(directory, Map.of("OTEL_SDK_DISABLED", "true"))) {
      Customers.send(shop.url(), FEW, SEED);
      shop.process().await("it is found", () -> shop.log().contains("SRE-001"));
      shop.process().stop();
      assertThat(shop.findings())
          .anyMatch(line -> line.startsWith("SRE-001\tPOST /checkout"))
          .anyMatch(line -> line.startsWith("SRE-001\tGET /products/{id}"));
    }
  }

  private Map<String, String> declared(String collector) throws IOException {
    Path file = Files.writeString(directory.resolve("otel.yaml"), DECLARED.formatted(collector));
    return Map.of("OTEL_CONFIG_FILE", file.toString(), "SRE_TRACES_KEEP_ENABLED", "true");
  }

  @Test
  void shop_thatIsConfiguredByAFile_isCountedAndItsSpansAreJudged() throws Exception {
    try (AgentShop shop = AgentShop.start(directory, this::declared)) {
      Customers.Counts sent = Customers.send(shop.url(), FEW, SEED);
      shop.awaitAll(sent);
      shop.awaitInspection(sent);
      shop.process().stop();
      shop.hasServed(sent);
      shop.hasCounted(sent);
      shop.hasNamedTheInventory(sent);
      shop.hasTraced(sent);
      // Judged with an SDK's spans only.
      assertThat(shop.collector().value("sre.coverage.finding{rule=SRE-009}")).hasValue(0);
      assertThat(shop.log())
          .contains("sre.traces.keep.enabled keeps nothing")
          .doesNotContain("goes on without");
    }
  }

  @Test
  void shop_thatKeepsBadTraces_sendsEachFailedCheckoutWhole() throws Exception {
    Map<String, String> keeping = new HashMap<>(AgentShop.SAMPLING);
    keeping.put("SRE_TRACES_KEEP_ENABLED", "true");
    try (AgentShop shop = AgentShop.start(directory, keeping)) {
      Customers.Counts sent = Customers.send(shop.url(), MORE, SEED);
      shop.process().stop();
      List<Span> arrived = shop.collector().spans();
      List<Span> failed =
          arrived.stream()
              .filter(span -> span.getName().equals("POST /checkout") && isFailed(span))
              .toList();
      assertThat(sent.badCheckouts()).isGreaterThan(10);
      assertThat(failed)
          .hasSize((int) sent.badCheckouts())
          .allSatisfy(server -> assertThat(failedCalls(arrived, server)).hasSize(1))
          .anyMatch(AgentModesTest::isKept);
      long kept = arrived.stream().filter(AgentModesTest::isKept).count();
      assertThat(kept).isLessThanOrEqualTo(2 * sent.badCheckouts());
      // A request in a hundred, of two spans at most: 40 or so.
      assertThat(arrived.size() - kept).isBetween(1L, 100L);
    }
  }

  private static List<Span> failedCalls(List<Span> arrived, Span server) {
    return arrived.stream()
        .filter(span -> span.getParentSpanId().equals(server.getSpanId()))
        .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT && isFailed(span))
        .toList();
  }

  private static boolean isFailed(Span span) {
    return span.getAttributesList().stream()
        .anyMatch(a ->
            a.getKey().equals("http.response.status_code") && a.getValue().getIntValue() == 503);
  }

  private static boolean isKept(Span span) {
    return span.getAttributesList().stream().anyMatch(a -> a.getKey().equals("sre.kept"));
  }

  @Test
  void shop_thatHasSre4jItself_isCountedOnce() throws Exception {
    try (AgentShop shop = AgentShop.start(directory, Map.of(), STARTER, CORE)) {
      Customers.Counts sent = Customers.send(shop.url(), FEW, SEED);
      shop.process()
          .await("the extension stands back", () -> shop.log().contains("counts its requests"));
      shop.process().await("the starter has counted", () -> own(shop.url()) == sent.all());
      shop.process().stop();
      assertThat(shop.collector().series().entrySet())
          .filteredOn(series -> series.getKey().startsWith("sre.slo.events"))
          .allSatisfy(series -> assertThat(series.getValue()).isZero());
      assertThat(shop.collector().series().keySet())
          .noneMatch(series -> series.startsWith("sre.dependency."));
      assertThat(shop.collector().spans()).isNotEmpty();
      assertThat(shop.log()).doesNotContain("SRE-0");
    }
  }

  /** Good and bad requests of the SLO over all, as the application itself says. */
  private static long own(String shop) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(shop + "/actuator/sre")).build();
    String json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Matcher counts =
        Pattern.compile("(?s)\"name\":\"shop-availability\".*?\"good\":(\\d+),\"bad\":(\\d+)")
            .matcher(json);
    assertThat(counts.find()).as(json).isTrue();
    return Long.parseLong(counts.group(1)) + Long.parseLong(counts.group(2));
  }
}
