package io.sre4j.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop under OpenTelemetry's Java agent with the extension, by the command of
 * docs/opentelemetry.md; the inventory that it calls, and what takes its telemetry.
 */
final class AgentShop implements AutoCloseable {
  static final double SAMPLED = 0.01;
  static final Map<String, String> SAMPLING =
      Map.of(
          "OTEL_TRACES_SAMPLER",
          "parentbased_traceidratio",
          "OTEL_TRACES_SAMPLER_ARG",
          String.valueOf(SAMPLED));

  private static final String PAGE = "../../docs/opentelemetry.md";

  private final Path directory;
  private final Collector collector;
  private final Inventory inventory;
  private final ShopProcess process;

  /** Says of a collector's address which variables of the environment there are. */
  interface Settings {
    Map<String, String> of(String collector) throws IOException;
  }

  private AgentShop(Path directory, Settings more, Path... classes) throws Exception {
    this.directory = directory;
    this.collector = new Collector();
    this.inventory = new Inventory();
    Path slos = Files.writeString(directory.resolve("promises.yaml"), ofThePage("yaml"));
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_SERVICE_NAME", "shop");
    environment.put(
        "OTEL_RESOURCE_ATTRIBUTES", "service.version=1,deployment.environment.name=test");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    environment.put("SRE_COVERAGE_WARM_UP", "0s");
    environment.put("SRE_COVERAGE_FINDINGS_FILE", directory.resolve("findings.txt").toString());
    environment.putAll(more.of(collector.url()));
    Path log = Path.of("target", "shop-" + directory.getFileName() + ".log");
    this.process =
        ShopProcess.start(ofThePage("sh"), slos, inventory.url(), environment, log, classes);
  }

  /**
   * Starts it.
   *
   * @param directory for its files
   * @param more variables of the environment
   * @param classes of the application: what else is on its class path
   */
  static AgentShop start(Path directory, Map<String, String> more, Path... classes)
      throws Exception {
    return start(directory, collector -> more, classes);
  }

  static AgentShop start(Path directory, Settings more, Path... classes) throws Exception {
    return new AgentShop(directory, more, classes);
  }

  /** The first block of a language below the heading about the agent. */
  private static String ofThePage(String language) throws IOException {
    String page = Files.readString(Path.of(PAGE));
    String section = page.substring(page.indexOf("## The Java agent"));
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(section);
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  Collector collector() {
    return collector;
  }

  ShopProcess process() {
    return process;
  }

  String url() throws Exception {
    return process.url();
  }

  String log() throws IOException {
    return process.log();
  }

  /** The findings that it left at its end, one in a line. */
  List<String> findings() throws IOException {
    return Files.readAllLines(directory.resolve("findings.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  static String events(String slo, String outcome) {
    return "sre.slo.events{outcome=" + outcome + ", slo=" + slo + "}";
  }

  static String traced(String state) {
    return "sre.coverage.events{sli=http, state=" + state + "}";
  }

  /** Waits until as many requests are counted as were sent. */
  void awaitAll(Customers.Counts sent) throws Exception {
    process.await(
        "all is counted",
        () ->
            value(events("shop-availability", "good")) + value(events("shop-availability", "bad"))
                >= sent.all());
  }

  /** Waits until as many requests are inspected as were sent; each ten seconds they are. */
  void awaitInspection(Customers.Counts sent) throws Exception {
    process.await(
        "all is inspected",
        () -> value(traced("sampled")) + value(traced("unrecorded")) >= sent.all());
  }

  double value(String series) {
    return collector.value(series).orElse(0);
  }

  /** Nobody else asked, and no request was sent twice: else what customers say were no truth. */
  void hasServed(Customers.Counts sent) throws IOException {
    Map<String, Long> served = new TreeMap<>();
    process.served().forEach(request -> served.merge(request, 1L, Long::sum));
    assertThat(served.values().stream().mapToLong(Long::longValue).sum())
        .as("%s", served)
        .isEqualTo(sent.all());
  }

  void hasCounted(Customers.Counts sent) {
    assertThat(collector.value(events("shop-availability", "good"))).hasValue((double) sent.good());
    assertThat(collector.value(events("shop-availability", "bad"))).hasValue((double) sent.bad());
    assertThat(collector.value(events("checkout-availability", "good")))
        .hasValue((double) sent.goodCheckouts());
    assertThat(collector.value(events("checkout-availability", "bad")))
        .hasValue((double) sent.badCheckouts());
  }

  /** What the failing inventory did, by its name. */
  void hasNamedTheInventory(Customers.Counts sent) {
    String calls = "sre.dependency.calls{dependency=%s, result=%s, route=POST /checkout}";
    assertThat(collector.value(calls.formatted(inventory.name(), "failed")))
        .hasValue((double) sent.badCheckouts());
    assertThat(collector.value(calls.formatted(inventory.name(), "fine")))
        .hasValue((double) sent.goodCheckouts());
    String share =
        "sre.dependency.budget.share{dependency=%s, slo=checkout-availability, window=%s}";
    assertThat(collector.value(share.formatted(inventory.name(), "1h"))).hasValue(1);
  }

  /** Each request was traced, and as many were sampled as their spans arrived. */
  void hasTraced(Customers.Counts sent) {
    assertThat(collector.value("sre.coverage.ratio{sli=http}")).hasValue(1);
    assertThat(collector.value(traced("untraced"))).hasValue(0);
    assertThat(collector.value(traced("unobserved"))).hasValue(0);
    double sampled = collector.value(traced("sampled")).orElseThrow();
    assertThat(sampled + collector.value(traced("unrecorded")).orElseThrow())
        .isEqualTo((double) sent.all());
    assertThat(sampled).isEqualTo((double) collector.served());
  }

  @Override
  public void close() {
    process.close();
    inventory.close();
    collector.close();
  }
}
