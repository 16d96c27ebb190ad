package io.sre4j.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chain carries an alert from a number that is scraped to a webhook, and its end. */
class RealChainTest {
  private static final String ALERTMANAGER =
      """
      route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s}
      receivers: [{name: hook, webhook_configs: [{url: '%s', send_resolved: true}]}]
      """;
  private static final String PROMETHEUS =
      """
      global: {scrape_interval: 200ms, evaluation_interval: 200ms}
      rule_files: [rules.yml]
      alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
      scrape_configs: [{job_name: app, static_configs: [{targets: ['%s']}]}]
      """;
  private static final String RULES =
      """
      groups: [{name: g, rules: [{alert: Burns, expr: 'burning == 1', labels: {severity: page}}]}]
      """;

  private final AtomicInteger burning = new AtomicInteger();

  @BeforeEach
  void require() {
    RealPart.require("prometheus-alertmanager", "prometheus-alertmanager");
    RealPart.require("prometheus", "prometheus");
  }

  private HttpServer application() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = ("burning " + burning + "\n").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void chain_numberThatRisesAndFalls_firesAndIsResolvedAtTheWebhook(@TempDir Path directory)
      throws Exception {
    HttpServer application = application();
    try (Inbox inbox = new Inbox();
        RealChain chain = new RealChain(directory)) {
      RealPart alertmanager = chain.alertmanager(ALERTMANAGER.formatted(inbox.url()));
      Files.writeString(directory.resolve("rules.yml"), RULES);
      String target = "127.0.0.1:" + application.getAddress().getPort();
      RealPart prometheus = chain.prometheus(PROMETHEUS.formatted(alertmanager.address(), target));
      prometheus.await("/api/v1/query?query=burning", body -> body.contains("\"0\""));
      assertThat(inbox.all()).isEmpty();
      burning.set(1);
      assertThat(status(inbox.next())).isEqualTo("firing Burns");
      burning.set(0);
      assertThat(status(inbox.next())).isEqualTo("resolved Burns");
    } finally {
      application.stop(0);
    }
  }

  private static String status(String body) {
    JsonNode alert = new JsonMapper().readTree(body).get("alerts").get(0);
    return alert.get("status").asString() + " " + alert.get("labels").get("alertname").asString();
  }

  @Test
  void close_endsTheProcess(@TempDir Path directory) throws Exception {
    RealPart part;
    try (RealChain chain = new RealChain(directory)) {
      part = chain.alertmanager("route: {receiver: none}\nreceivers: [{name: none}]\n");
      assertThat(part.get("/-/healthy")).isEqualTo("OK");
    }
    assertThatThrownBy(() -> part.get("/-/healthy")).isInstanceOf(IOException.class);
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
        .noneMatch(info -> info.command().orElse("").endsWith("prometheus-alertmanager"));
  }

  @Test
  void start_wrongConfiguration_failsWithWhatTheProgramSaid(@TempDir Path directory)
      throws Exception {
    try (RealChain chain = new RealChain(directory)) {
      assertThatThrownBy(() -> chain.alertmanager("route: {receiver: nobody}\n"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("nobody");
    }
  }
}
