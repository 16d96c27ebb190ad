package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.artifact.AlertmanagerConfig;
import io.sre4j.artifact.PrometheusRules;
import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import io.sre4j.real.Inbox;
import io.sre4j.real.RealChain;
import io.sre4j.real.RealPart;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An outage goes all the way: customers, the shop, a Prometheus with the generated rules, an
 * Alertmanager with the generated routes, its receivers; and its end. Beside it the shop tells
 * Alertmanager by itself.
 */
@Tag("long")
class FleetChainTest {
  private static final long SEED = 44;
  private static final int REQUESTS_PER_SECOND = 80;
  private static final int ENOUGH = 50;
  private static final String OF_RULES = "ErrorBudgetBurn";
  private static final String OF_THE_SHOP = "SloBurnRate";
  private static final JsonMapper READER = new JsonMapper();
  private static final String PROMETHEUS =
      """
      global: {scrape_interval: 500ms, evaluation_interval: 500ms}
      rule_files: [slo-rules.yaml]
      alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
      scrape_configs:
        - {job_name: shop, metrics_path: /actuator/prometheus, static_configs: [{targets: ['%s']}]}
      """;

  private static final Slo PROMISE =
      Slo.builder("checkout-chain")
          .objective(Objective.availability("checkout-availability", Target.of("99.9%")))
          .window(TimeWindow.rolling(Duration.ofHours(1)))
          .alerting(
              AlertPolicy.of(
                  "short",
                  AlertRule.of(Severity.PAGE, Duration.ofMinutes(1), Duration.ofSeconds(10), 14.4)))
          .owner("team-shop")
          .runbook(URI.create("https://runbooks.example/checkout"))
          .build();

  @TempDir private Path directory;

  @Test
  void outage_firesAndIsResolvedAtEveryReceiverByTheFleetsRulesAndByTheShopItself()
      throws Exception {
    System.out.println("seed " + SEED);
    try (InventoryService inventory = InventoryService.start(Options.ANY_PORT);
        Inbox webhook = new Inbox();
        Inbox pagerDuty = new Inbox();
        Inbox slack = new Inbox();
        RealChain chain = new RealChain(directory)) {
      RealPart alertmanager = alertmanager(chain, webhook, pagerDuty, slack);
      try (ConfigurableApplicationContext shop = shop(inventory, alertmanager);
          LoadGenerator load = LoadGenerator.start(CheckoutApplication.uri(shop), SEED)) {
        countsFromZero(CheckoutApplication.uri(shop), "checkout-availability");
        shop.getBean(SreEngine.class).add(PROMISE);
        countsFromZero(CheckoutApplication.uri(shop), PROMISE.name());
        RealPart prometheus = prometheus(chain, alertmanager, shop);
        load.rate(REQUESTS_PER_SECOND);
        awaitCount(prometheus, "good", count -> count > ENOUGH);
        assertThat(notices(webhook, PROMISE.name())).isEmpty();

        inventory.mode(Mode.DOWN);
        JsonNode firing = notice(webhook, OF_RULES, "firing");
        JsonNode firingInTheShop = notice(webhook, OF_THE_SHOP, "firing");
        inventory.mode(Mode.HEALTHY);
        JsonNode resolved = notice(webhook, OF_RULES, "resolved");
        JsonNode resolvedInTheShop = notice(webhook, OF_THE_SHOP, "resolved");

        isOneAlertWithOwnerAndRunbook(firing, resolved);
        isOneAlertWithOwnerAndRunbook(firingInTheShop, resolvedInTheShop);
        pagesOnce(pagerDuty);
        isToldInSlack(slack);
        assertThat(shop.getBean(AlertDelivery.class).status())
            .hasSize(1)
            .allMatch(status -> status.dropped() == 0);
        countsAsCustomersDo(prometheus, load);
      }
    }
  }

  private static ConfigurableApplicationContext shop(
      InventoryService inventory, RealPart alertmanager) {
    return CheckoutApplication.start(
        inventory.uri(),
        Options.ANY_PORT,
        transition -> {},
        false,
        "--sre.delivery.alertmanager.url=" + alertmanager.url());
  }

  /** With the generated routes and receivers, told to hurry and to send to this machine. */
  private RealPart alertmanager(RealChain chain, Inbox webhook, Inbox pagerDuty, Inbox slack)
      throws Exception {
    Files.writeString(directory.resolve("pagerduty-routing-key"), "key");
    Files.writeString(directory.resolve("slack-webhook-url"), slack.url().toString());
    return chain.alertmanager(
        AlertmanagerConfig.yaml(List.of(PROMISE))
                .replaceAll("(group_wait|group_interval): \\S+", "$1: 1s")
                .replaceAll("https://[a-z-]+\\.invalid/sre4j", webhook.url().toString())
                .replace("/etc/alertmanager/secrets", directory.toString())
            + ("global: {pagerduty_url: '" + pagerDuty.url() + "'}\n"));
  }

  /** With the rules that are generated from all that the shop promises. */
  private RealPart prometheus(
      RealChain chain, RealPart alertmanager, ConfigurableApplicationContext shop)
      throws Exception {
    SreEngine engine = shop.getBean(SreEngine.class);
    List<Slo> slos = engine.report().slos().stream().map(SloStatus::slo).toList();
    Files.writeString(
        directory.resolve("slo-rules.yaml"), PrometheusRules.of(slos, Style.SLOTH).yaml());
    RealPart prometheus =
        chain.prometheus(
            PROMETHEUS.formatted(
                alertmanager.address(), CheckoutApplication.uri(shop).getAuthority()));
    awaitCount(prometheus, "good", count -> count == 0);
    awaitCount(prometheus, "bad", count -> count == 0);
    return prometheus;
  }

  /** Both series are there before anything was counted. */
  private static void countsFromZero(URI shop, String slo) throws Exception {
    HttpRequest scrape = HttpRequest.newBuilder(shop.resolve("/actuator/prometheus")).build();
    assertThat(HttpClient.newHttpClient().send(scrape, BodyHandlers.ofString()).body())
        .contains("sre_slo_events_total{outcome=\"bad\",slo=\"" + slo + "\"} 0.0\n")
        .contains("sre_slo_events_total{outcome=\"good\",slo=\"" + slo + "\"} 0.0\n");
  }

  /** What Prometheus ends with is what customers saw, request for request. */
  private static void countsAsCustomersDo(RealPart prometheus, LoadGenerator load)
      throws Exception {
    load.pause();
    RouteCounts seen = load.counts(Route.CHECKOUT);
    assertThat(seen.lost()).isZero();
    assertThat(seen.bad()).isPositive();
    awaitCount(prometheus, "good", count -> count == seen.good());
    awaitCount(prometheus, "bad", count -> count == seen.bad());
  }

  private interface Wish {
    boolean isMetBy(double count);
  }

  private static void awaitCount(RealPart prometheus, String outcome, Wish wish) throws Exception {
    String series =
        "sre_slo_events_total{slo=\"" + PROMISE.name() + "\",outcome=\"" + outcome + "\"}";
    prometheus.await(
        "/api/v1/query?query=" + encoded(series),
        answer -> {
          JsonNode result = READER.readTree(answer).at("/data/result");
          return result.size() == 1
              && wish.isMetBy(Double.parseDouble(result.at("/0/value/1").asString()));
        });
  }

  @Test
  void document_code_isThatOfThisTest() throws IOException {
    String document = Files.readString(Path.of("../../docs/fleet.md"));
    Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(code.find()).isTrue();
    String source = "src/test/java/io/sre4j/example/checkout/FleetChainTest.java";
    assertThat(Files.readString(Path.of(source)).replaceAll("\\s", ""))
        .contains(code.group(1).replaceAll("\\s", ""));
  }

  private static void isOneAlertWithOwnerAndRunbook(JsonNode firing, JsonNode resolved) {
    assertThat(resolved.get("fingerprint")).isEqualTo(firing.get("fingerprint"));
    assertThat(firing.at("/labels/severity").asString()).isEqualTo("page");
    assertThat(firing.at("/annotations/owner").asString()).isEqualTo("team-shop");
    assertThat(firing.at("/annotations/runbook_url").asString())
        .isEqualTo("https://runbooks.example/checkout");
  }

  /** Two alerts tell of the outage; who is on call gets one incident, with a text, and its end. */
  private static void pagesOnce(Inbox pagerDuty) throws Exception {
    Until.holds(
        "the incident ends",
        () -> incidents(pagerDuty).stream().anyMatch(event -> is(event, "resolve")));
    List<JsonNode> events = incidents(pagerDuty);
    assertThat(is(events.get(0), "trigger")).isTrue();
    assertThat(events.stream().map(event -> event.get("dedup_key")).distinct()).hasSize(1);
    assertThat(events)
        .extracting(event -> event.at("/payload/summary").asString())
        .allMatch(summary -> summary.startsWith(PROMISE.name()));
  }

  private static boolean is(JsonNode event, String action) {
    return event.get("event_action").asString().equals(action);
  }

  private static List<JsonNode> incidents(Inbox pagerDuty) {
    return pagerDuty.all().stream()
        .map(READER::readTree)
        .filter(event -> event.at("/payload/component").asString().equals(PROMISE.name()))
        .toList();
  }

  private static void isToldInSlack(Inbox slack) throws Exception {
    for (String alert : List.of(OF_RULES, OF_THE_SHOP)) {
      for (String status : List.of("FIRING", "RESOLVED")) {
        String title = status + ": " + alert + " " + PROMISE.name();
        Until.holds(title, () -> slack.all().stream().anyMatch(message -> message.contains(title)));
      }
    }
  }

  /** The alert, as it comes to the webhook. */
  private static JsonNode notice(Inbox webhook, String alert, String status) throws Exception {
    Callable<Optional<JsonNode>> first =
        () ->
            notices(webhook, PROMISE.name()).stream()
                .filter(notice -> notice.at("/labels/alertname").asString().equals(alert))
                .filter(notice -> notice.get("status").asString().equals(status))
                .findFirst();
    Until.holds(alert + " is " + status, () -> first.call().isPresent());
    return first.call().orElseThrow();
  }

  private static List<JsonNode> notices(Inbox webhook, String slo) {
    return webhook.all().stream()
        .flatMap(body -> READER.readTree(body).get("alerts").valueStream())
        .filter(alert -> alert.at("/labels/slo").asString().equals(slo))
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
