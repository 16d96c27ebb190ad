package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.artifact.AlertmanagerConfig;
import io.sre4j.artifact.PrometheusRules;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import io.sre4j.real.Inbox;
import io.sre4j.real.RealChain;
import io.sre4j.real.RealPart;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An outage goes all the way: customers, the shop, a Prometheus with the generated rules, an
 * Alertmanager with the generated routes, a webhook; and its end. Beside it the shop tells
 * Alertmanager by itself.
 */
class FleetChainTest {
  private static final long SEED = 44;
  private static final int REQUESTS_PER_SECOND = 40;
  private static final int MOST_NOTICES = 20;
  private static final JsonMapper READER = new JsonMapper();
  private static final String PROMETHEUS =
      """
      global: {scrape_interval: 500ms, evaluation_interval: 500ms}
      rule_files: [rules.yaml]
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
  void outage_firesAndIsResolvedAtTheWebhookByTheFleetsRulesAndInAlertmanagerByTheShop()
      throws Exception {
    System.out.println("seed " + SEED);
    try (InventoryService inventory = InventoryService.start(Options.ANY_PORT);
        Inbox inbox = new Inbox();
        RealChain chain = new RealChain(directory)) {
      RealPart alertmanager = chain.alertmanager(routes(inbox.url()));
      try (AlertDelivery delivery = AlertDelivery.to(Receiver.alertmanager(alertmanager.url()));
          ConfigurableApplicationContext shop =
              CheckoutApplication.start(inventory.uri(), Options.ANY_PORT, delivery);
          LoadGenerator load = LoadGenerator.start(CheckoutApplication.uri(shop), SEED)) {
        countsFromZero(CheckoutApplication.uri(shop), "checkout-availability");
        shop.getBean(SreEngine.class).add(PROMISE);
        countsFromZero(CheckoutApplication.uri(shop), PROMISE.name());
        RealPart prometheus = prometheus(chain, alertmanager, CheckoutApplication.uri(shop));

        load.rate(REQUESTS_PER_SECOND);
        awaitCount(prometheus, "good", count -> count > 2 * REQUESTS_PER_SECOND);
        assertThat(alertmanager.get(sentByTheShop())).isEqualToIgnoringNewLines("[]");
        inventory.mode(Mode.DOWN);
        JsonNode firing = notice(inbox, "firing");
        alertmanager.await(sentByTheShop(), alerts -> READER.readTree(alerts).size() == 1);
        inventory.mode(Mode.HEALTHY);
        JsonNode resolved = notice(inbox, "resolved");
        alertmanager.await(sentByTheShop(), alerts -> READER.readTree(alerts).isEmpty());

        assertThat(firing.get("labels").get("severity").asString()).isEqualTo("page");
        assertThat(firing.get("annotations").get("owner").asString()).isEqualTo("team-shop");
        assertThat(firing.get("annotations").get("runbook_url").asString())
            .isEqualTo("https://runbooks.example/checkout");
        assertThat(resolved.get("fingerprint")).isEqualTo(firing.get("fingerprint"));
        assertThat(delivery.status()).allMatch(status -> status.dropped() == 0);
        countsAsCustomersDo(prometheus, load);
      }
    }
  }

  /** The generated routes, told to hurry and to send to this machine. */
  private static String routes(URI inbox) {
    return AlertmanagerConfig.yaml(List.of(PROMISE))
        .replaceAll("(group_wait|group_interval): \\S+", "$1: 1s")
        .replaceAll("https://[a-z-]+\\.invalid/sre4j", inbox.toString());
  }

  private RealPart prometheus(RealChain chain, RealPart alertmanager, URI shop) throws Exception {
    PrometheusRules rules = PrometheusRules.of(List.of(PROMISE), PrometheusRules.Style.SLOTH);
    Files.writeString(directory.resolve("rules.yaml"), rules.yaml());
    RealPart prometheus =
        chain.prometheus(PROMETHEUS.formatted(alertmanager.address(), shop.getAuthority()));
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

  /** The alert of the fleet's rules, as it comes to the webhook. */
  private static JsonNode notice(Inbox inbox, String status) throws InterruptedException {
    for (int i = 0; i < MOST_NOTICES; i++) {
      for (JsonNode alert : READER.readTree(inbox.next()).get("alerts")) {
        JsonNode labels = alert.get("labels");
        if (labels.get("alertname").asString().equals("ErrorBudgetBurn")
            && labels.get("slo").asString().equals(PROMISE.name())
            && alert.get("status").asString().equals(status)) {
          return alert;
        }
      }
    }
    throw new AssertionError("not " + status + ": " + inbox.all());
  }

  /** Where Alertmanager says what it knows from the shop itself. */
  private static String sentByTheShop() {
    return "/api/v2/alerts?filter="
        + encoded("alertname=\"SloBurnRate\"")
        + "&filter="
        + encoded("slo=\"" + PROMISE.name() + "\"");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
