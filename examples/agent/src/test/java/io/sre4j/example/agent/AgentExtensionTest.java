package io.sre4j.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final String PAGE = "../../docs/opentelemetry.md";

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

  private ShopProcess start(Collector collector, Inventory inventory, Map<String, String> more)
      throws Exception {
    Path slos = Files.writeString(directory.resolve("promises.yaml"), ofThePage("yaml"));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_SERVICE_NAME", "shop");
    environment.put(
        "OTEL_RESOURCE_ATTRIBUTES", "service.version=1,deployment.environment.name=test");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    environment.put("SRE_COVERAGE_WARM_UP", "0s");
    environment.put("SRE_COVERAGE_FINDINGS_FILE", findings().toString());
    Path log = Path.of("target", "shop-" + directory.getFileName() + ".log");
    return ShopProcess.start(ofThePage("sh"), slos, inventory.url(), environment, log);
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
    Map<String, String> sampling =
        Map.of(
            "OTEL_TRACES_SAMPLER",
            "parentbased_traceidratio",
            "OTEL_TRACES_SAMPLER_ARG",
            String.valueOf(SAMPLED));
    try (Collector collector = new Collector();
        Inventory inventory = new Inventory();
        ShopProcess shop = start(collector, inventory, sampling)) {
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
      shop.await(
          "all is counted",
          () ->
              collector.value(events("shop-availability", "good")).orElse(0)
                      + collector.value(events("shop-availability", "bad")).orElse(0)
                  >= sent.all());
      shop.await("all is inspected", () -> inspected(collector) >= sent.all());
      shop.stop();
      System.out.println(collector.series());
      isCounted(collector, sent);
      isCovered(collector, sent.all());
      hasNoFinding(collector, shop);
    }
  }

  private static double inspected(Collector collector) {
    return collector.value(traced("sampled")).orElse(0)
        + collector.value(traced("unrecorded")).orElse(0);
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
}
