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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop, which has never heard of sre4j, under OpenTelemetry's Java agent with the extension, by
 * the command of docs/opentelemetry.md: real requests, and what arrives by OTLP.
 */
class AgentExtensionTest {
  private static final long SEED = 51;
  private static final int REQUESTS = Integer.getInteger("sre4j.agent.requests", 100_000);
  private static final int FEW = 400;
  private static final double SAMPLED = 0.01;
  private static final Map<String, String> SAMPLING =
      Map.of(
          "OTEL_TRACES_SAMPLER",
          "parentbased_traceidratio",
          "OTEL_TRACES_SAMPLER_ARG",
          String.valueOf(SAMPLED));
  private static final String PAGE = "../../docs/opentelemetry.md";

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
          - batch: {exporter: {otlp_http: {endpoint: "%s/v1/traces"}}}
        sampler: {always_on: {}}
      meter_provider:
        readers:
          - periodic: {interval: 1000, exporter: {otlp_http: {endpoint: "%s/v1/metrics"}}}
      """;

  @TempDir private Path directory;

  /** The first block of a language below the heading about the agent. */
  private static String ofThePage(String language) throws IOException {
    String page = Files.readString(Path.of(PAGE));
    String section = page.substring(page.indexOf("## The Java agent"));
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(section);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  private Path findings() {
    return directory.resolve("findings.txt");
  }

  private ShopProcess start(
      Collector collector, Inventory inventory, Map<String, String> more, Path... classes)
      throws Exception {
    Path slos = Files.writeString(directory.resolve("promises.yaml"), ofThePage("yaml"));
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_SERVICE_NAME", "shop");
    environment.put(
        "OTEL_RESOURCE_ATTRIBUTES", "service.version=1,deployment.environment.name=test");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    environment.put("SRE_COVERAGE_WARM_UP", "0s");
    environment.put("SRE_COVERAGE_FINDINGS_FILE", findings().toString());
    environment.putAll(more);
    Path log = Path.of("target", "shop-" + directory.getFileName() + ".log");
    return ShopProcess.start(ofThePage("sh"), slos, inventory.url(), environment, log, classes);
  }

  private static String events(String slo, String outcome) {
    return "sre.slo.events{outcome=" + outcome + ", slo=" + slo + "}";
  }

  private static String traced(String state) {
    return "sre.coverage.events{sli=http, state=" + state + "}";
  }

  @Test
  void shop_withoutSre4j_isCountedAsItsCustomersDoAndHasNoFinding() throws Exception {
    System.out.println("seed " + SEED);
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, SAMPLING)) {
      String url = shop.url();
      for (String slo : List.of("shop-availability", "checkout-availability")) {
        for (String outcome : List.of("good", "bad", "excluded")) {
          shop.await(slo, () -> collector.firstValue(events(slo, outcome)).isPresent());
          assertThat(collector.firstValue(events(slo, outcome))).hasValue(0);
        }
      }

      long begin = System.nanoTime();
      Customers.Counts sent = Customers.send(url, REQUESTS, SEED);
      System.out.printf(
          "%d requests in %d ms: %s%n", REQUESTS, (System.nanoTime() - begin) / 1_000_000, sent);
      assertThat(sent.bad()).isPositive();
      awaitAll(collector, shop, sent);
      shop.stop();
      System.out.println(collector.series());
      isServed(shop, sent);
      isCounted(collector, sent);
      isNamed(collector, inventory, sent);
      isCovered(collector, sent.all());
      hasNoFinding(collector, shop);
    }
  }

  private static void awaitAll(Collector collector, ShopProcess shop, Customers.Counts sent)
      throws Exception {
    shop.await(
        "all is counted",
        () ->
            collector.value(events("shop-availability", "good")).orElse(0)
                    + collector.value(events("shop-availability", "bad")).orElse(0)
                >= sent.all());
  }

  /** Nobody else asked, and no request was sent twice: else nothing below would be a truth. */
  private static void isServed(ShopProcess shop, Customers.Counts sent) throws IOException {
    Map<String, Long> served = new TreeMap<>();
    shop.served().forEach(request -> served.merge(request, 1L, Long::sum));
    assertThat(served.values().stream().mapToLong(Long::longValue).sum())
        .as("%s", served)
        .isEqualTo(sent.all());
  }

  /** What the failing inventory did, by name. */
  private static void isNamed(Collector collector, Inventory inventory, Customers.Counts sent) {
    String calls =
        "sre.dependency.calls{dependency=" + inventory.name() + ", result=%s, route=POST /checkout}";
    assertThat(collector.value(calls.formatted("failed"))).hasValue((double) sent.badCheckouts());
    assertThat(collector.value(calls.formatted("fine"))).hasValue((double) sent.goodCheckouts());
    String share = "sre.dependency.budget.share{dependency=%s, slo=%s, window=1h}";
    assertThat(
            collector.value(share.formatted(inventory.name(), "checkout-availability")))
        .hasValue(1);
  }

  private static void isCounted(Collector collector, Customers.Counts sent) {
    assertThat(collector.value(events("shop-availability", "good"))).hasValue((double) sent.good());
    assertThat(collector.value(events("shop-availability", "bad"))).hasValue((double) sent.bad());
    assertThat(collector.value(events("checkout-availability", "good")))
        .hasValue((double) sent.goodCheckouts());
    assertThat(collector.value(events("checkout-availability", "bad")))
        .hasValue((double) sent.badCheckouts());
  }

  private static void isCovered(Collector collector, long sent) {
    assertThat(collector.value("sre.coverage.ratio{sli=http}")).hasValue(1);
    assertThat(collector.value(traced("untraced"))).hasValue(0);
    assertThat(collector.value(traced("unobserved"))).hasValue(0);
    double sampled = collector.value(traced("sampled")).orElseThrow();
    assertThat(sampled + collector.value(traced("unrecorded")).orElseThrow())
        .isEqualTo((double) sent);
    long arrived =
        collector.spans().stream()
            .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
            .count();
    System.out.printf("sampled %.0f, arrived %d%n", sampled, arrived);
    assertThat(sampled).isEqualTo((double) arrived);
  }

  private void hasNoFinding(Collector collector, ShopProcess shop) throws IOException {
    for (String level : List.of("high", "medium", "low", "info")) {
      assertThat(collector.value("sre.coverage.findings{level=" + level + "}"))
          .as(level)
          .hasValue(0);
    }
    assertThat(Files.readAllLines(findings())).allMatch(line -> line.startsWith("#"));
    assertThat(shop.log()).doesNotContain("SRE-0").doesNotContain("goes on without");
  }

  @Test
  void shop_whoseTracesNobodyTakes_isFoundThoughTheExporterGoesOn() throws Exception {
    Map<String, String> hurry =
        Map.of("OTEL_BSP_SCHEDULE_DELAY", "100", "OTEL_TRACES_SAMPLER", "always_on");
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, hurry)) {
      collector.refuseTraces();
      Customers.send(shop.url(), FEW, SEED);
      shop.await("it is found", () -> shop.log().contains("SRE-031"));
      shop.stop();
      List<String> found = Files.readAllLines(findings());
      assertThat(found).anyMatch(line -> line.startsWith("SRE-031\t"));
      // Spans whose parents were lost with a batch are of the same making.
      assertThat(found).allMatch(line -> line.matches("#.*|SRE-031\t.*|SRE-008\t.*"));
    }
  }

  @Test
  void shop_whoseTracesAreSwitchedOff_isFoundUntraced() throws Exception {
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, Map.of("OTEL_SDK_DISABLED", "true"))) {
      Customers.send(shop.url(), FEW, SEED);
      shop.await("it is found", () -> shop.log().contains("SRE-001"));
      shop.stop();
      assertThat(Files.readString(findings()))
          .contains("SRE-001\tPOST /checkout")
          .contains("SRE-001\tGET /products/{id}");
    }
  }

  @Test
  void shop_thatIsConfiguredByAFile_isCountedAndItsSpansAreJudged() throws Exception {
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory()) {
      Path file =
          Files.writeString(
              directory.resolve("otel.yaml"), DECLARED.formatted(collector.url(), collector.url()));
      Map<String, String> declared =
          Map.of("OTEL_CONFIG_FILE", file.toString(), "SRE_TRACES_KEEP_ENABLED", "true");
      try (ShopProcess shop = start(collector, inventory, declared)) {
        Customers.Counts sent = Customers.send(shop.url(), FEW, SEED);
        awaitAll(collector, shop, sent);
        shop.await(
            "coverage is judged",
            () -> collector.value(traced("sampled")).orElse(0) == sent.all());
        shop.stop();
        isCounted(collector, sent);
        isNamed(collector, inventory, sent);
        isCovered(collector, sent.all());
        assertThat(collector.value("sre.coverage.finding{rule=SRE-009}")).hasValue(0);
        assertThat(shop.log()).contains("sre.traces.keep.enabled keeps nothing");
        assertThat(shop.log()).doesNotContain("goes on without");
      }
    }
  }

  @Test
  void shop_thatKeepsBadTraces_sendsEachFailedCheckoutWhole() throws Exception {
    Map<String, String> keeping = new HashMap<>(SAMPLING);
    keeping.put("SRE_TRACES_KEEP_ENABLED", "true");
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, keeping)) {
      Customers.Counts sent = Customers.send(shop.url(), 10 * FEW, SEED);
      shop.stop();
      List<Span> failed =
          collector.spans().stream()
              .filter(span -> span.getName().equals("POST /checkout") && isFailed(span))
              .toList();
      assertThat(sent.badCheckouts()).isGreaterThan(10);
      assertThat(failed).hasSize((int) sent.badCheckouts());
      assertThat(failed).allSatisfy(server -> assertThat(calls(collector, server)).hasSize(1));
      assertThat(failed.stream().filter(AgentExtensionTest::isKept)).isNotEmpty();
      long kept = collector.spans().stream().filter(AgentExtensionTest::isKept).count();
      assertThat(kept).isLessThanOrEqualTo(2 * sent.badCheckouts());
      assertThat(collector.spans().size() - kept).isBetween(1L, 10L * FEW / 20);
    }
  }

  private static List<Span> calls(Collector collector, Span server) {
    return collector.spans().stream()
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
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, Map.of(), STARTER, CORE)) {
      Customers.Counts sent = Customers.send(shop.url(), FEW, SEED);
      shop.await("the extension stands back", () -> shop.log().contains("counts its requests"));
      shop.await("the starter has counted", () -> own(shop) == sent.all());
      shop.stop();
      assertThat(collector.series().entrySet())
          .filteredOn(series -> series.getKey().startsWith("sre.slo.events"))
          .allSatisfy(series -> assertThat(series.getValue()).isZero());
      assertThat(collector.series().keySet())
          .noneMatch(series -> series.startsWith("sre.dependency."));
      assertThat(collector.spans()).isNotEmpty();
      assertThat(shop.log()).doesNotContain("SRE-0");
    }
  }

  /** Good and bad requests of the SLO over all, as the application itself says. */
  private static long own(ShopProcess shop) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(shop.url() + "/actuator/sre")).build();
    String json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Matcher counts =
        Pattern.compile("(?s)\"name\":\"shop-availability\".*?\"good\":(\\d+),\"bad\":(\\d+)")
            .matcher(json);
    assertThat(counts.find()).as(json).isTrue();
    return Long.parseLong(counts.group(1)) + Long.parseLong(counts.group(2));
  }
}
