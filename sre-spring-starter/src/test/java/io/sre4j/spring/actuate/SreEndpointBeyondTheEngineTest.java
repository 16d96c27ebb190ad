package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpServer;
import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.fleet.PrometheusHistory;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What the endpoint shows of the store, the receivers of alerts and the fleet. */
class SreEndpointBeyondTheEngineTest {
  private static final JsonMapper WRITER = new JsonMapper();
  private static final String PROMETHEUS =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"slo":"orders","outcome":"good"},"values":[[1000000,"297"]]},
      {"metric":{"slo":"orders","outcome":"bad"},"values":[[1000000,"3"]]}]}}
      """;

  private final AtomicLong seconds = new AtomicLong(1_000_000);
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SreAutoConfiguration.class, SreEndpointAutoConfiguration.class))
          .withPropertyValues("management.endpoints.web.exposure.include=sre")
          .withBean(Slo.class, SreEndpointBeyondTheEngineTest::quickToFire)
          .withBean(
              TimeSource.class,
              () ->
                  () ->
                      new Tick(
                          seconds.get() * 1_000_000_000L, Instant.ofEpochSecond(seconds.get())))
          .withBean("manual", SreEngineCustomizer.class, () -> SreEngine.Builder::manualTicks);
  @TempDir private Path directory;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/api/v1/query_range", 200, PROMETHEUS);
    answer("/taken", 200, "");
    answer("/refused", 400, "secret");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void report_nothingBeyondTheEngine_saysSo() {
    runner.run(context -> {
      DocumentContext json = report(context);
      assertThat(json.<Object>read("$.store")).isNull();
      assertThat(json.<Integer>read("$.delivery.length()")).isZero();
      assertThat(json.<Integer>read("$.fleet.length()")).isZero();
    });
  }

  @Test
  void report_store_saysWhereAndFromWhenItGoesOn() {
    WebApplicationContextRunner stored =
        runner.withPropertyValues("sre.store.directory=" + directory);
    stored.run(context -> {
      DocumentContext json = report(context);
      assertThat(json.<String>read("$.store.slot")).isEqualTo(directory.resolve("slot-0") + "");
      assertThat(json.<String>read("$.store.resumedFrom")).isNull();
      assertThat(json.<String>read("$.store.problem")).isNull();
      seconds.incrementAndGet();
    });
    seconds.addAndGet(90);
    stored.run(context -> {
      DocumentContext json = report(context);
      assertThat(json.<String>read("$.store.resumedFrom")).isEqualTo("1970-01-12T13:46:41Z");
      assertThat(json.<String>read("$.store.gap")).isEqualTo("1m30s");
      assertThat(json.<Integer>read("$.store.failed")).isZero();
    });
  }

  @Test
  void report_fleet_isOfAllInstancesAndSaysSo() {
    runner
        .withBean(
            "backfill",
            SreEngineCustomizer.class,
            () -> engine -> engine.backfill(PrometheusHistory.at(address(""))))
        .run(context -> {
          await().until(() -> !context.getBean(SreEngine.class).fleet().isEmpty());
          DocumentContext json = report(context);
          assertThat(json.<String>read("$.scope")).isEqualTo("INSTANCE");
          assertThat(json.<String>read("$.fleet[0].scope")).isEqualTo("FLEET");
          assertThat(json.<String>read("$.fleet[0].slo")).isEqualTo("orders");
          assertThat(json.<String>read("$.fleet[0].window")).isEqualTo("30d");
          assertThat(json.<Double>read("$.fleet[0].good")).isEqualTo(297.0);
          assertThat(json.<Double>read("$.fleet[0].bad")).isEqualTo(3.0);
          assertThat(json.<Double>read("$.fleet[0].errorRatio")).isEqualTo(0.01);
          assertThat(json.<Number>read("$.fleet[0].coverage").doubleValue()).isBetween(0.0, 0.1);
          assertThat(json.<Integer>read("$.slos[0].good")).isZero();
        });
  }

  @Test
  void report_delivery_saysWhatEachReceiverGotWithoutItsSecrets() {
    runner
        .withBean(AlertDelivery.class, this::delivery)
        .run(context -> {
          fire(context.getBean(SreEngine.class));
          await()
              .untilAsserted(() -> {
                DocumentContext json = report(context);
                assertThat(json.<Integer>read("$.delivery[0].delivered")).isEqualTo(1);
                assertThat(json.<Integer>read("$.delivery[1].dropped")).isEqualTo(1);
              });
          DocumentContext json = report(context);
          assertThat(json.<String>read("$.delivery[0].receiver")).isEqualTo("takes");
          assertThat(json.<Object>read("$.delivery[0].lastFailure")).isNull();
          assertThat(json.<String>read("$.delivery[1].receiver")).isEqualTo("refuses");
          assertThat(json.<String>read("$.delivery[1].lastFailure.reason")).contains("400");
          assertThat(json.<Integer>read("$.delivery[1].waiting")).isZero();
          assertThat(json.jsonString()).doesNotContain("secret").doesNotContain("127.0.0.1");
        });
  }

  private AlertDelivery delivery() {
    return AlertDelivery.to(
        Receiver.webhook(address("/taken"), "secret").named("takes"),
        Receiver.webhook(address("/refused"), "secret").named("refuses"));
  }

  private void fire(SreEngine engine) {
    for (int second = 0; second < 600; second++) {
      for (int event = 0; event < 10; event++) {
        engine.recorder("http").record(Outcome.BAD);
      }
      seconds.incrementAndGet();
      if (engine.tick().stream().anyMatch(transition -> transition.to() == AlertState.FIRING)) {
        return;
      }
    }
    throw new AssertionError("never fires");
  }

  private static Slo quickToFire() {
    AlertRule rule =
        new AlertRule(
            Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 2, Duration.ZERO);
    return Slo.builder("orders")
        .objective(Objective.availability("http", Target.of("99%")))
        .alerting(AlertPolicy.of("quick", rule))
        .build();
  }

  private static DocumentContext report(ApplicationContext context) {
    return JsonPath.parse(WRITER.writeValueAsString(context.getBean(SreEndpoint.class).report()));
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
