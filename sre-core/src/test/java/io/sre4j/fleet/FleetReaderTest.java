package io.sre4j.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sre4j.SreEngine;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that answers as Prometheus does, and as it should not. */
class FleetReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
  private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** What is answered. */
  enum Answer {
    NOT_FOUND,
    UNAVAILABLE,
    GARBAGE,
    NOT_THE_RIGHT_JSON,
    DEEP,
    ERROR,
    ENDLESS,
    HANGS_BEFORE_THE_HEAD,
    HANGS_IN_THE_BODY,
    CLOSES_MIDWAY
  }

  private static Slo slo(String name) {
    return Slo.builder(name).objective(Objective.availability("e", Target.of("99%"))).build();
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private PrometheusHistory source() {
    return PrometheusHistory.at(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prom/"))
        .timeout(Duration.ofMillis(400));
  }

  private void answer(String body) {
    server.createContext(
        "/prom/api/v1/query_range",
        exchange -> {
          questions.add(
              URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
          tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          send(exchange, 200, body);
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String series(String slo, String outcome, String values) {
    return "{\"metric\":{\"slo\":\""
        + slo
        + "\",\"outcome\":\""
        + outcome
        + "\"},\"values\":["
        + values
        + "]}";
  }

  private static String matrix(String... series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + String.join(",", series)
        + "]}}";
  }

  @Test
  void read_thirtyDays_sumOfStepsWithCoverage() throws Exception {
    answer(
        matrix(
            series("a", "good", "[1,\"1000.5\"],[2.5,\"2000\"],[3,\"NaN\"]"),
            series("a", "bad", "[1,\"3\"],[4,\"1.5\"]"),
            series("a", "excluded", "[9,\"7\"]"),
            series("other", "good", "[1,\"1\"]")));
    PrometheusHistory source =
        source().matching("namespace=\"shop\"").header("Authorization", "Bearer secret");
    FleetReader reader = FleetReader.start(source, List.of(slo("a"), slo("silent")), NOW);
    reader.join(LONG);
    assertThat(reader.windows()).containsOnlyKeys("a");
    FleetWindow window = reader.windows().get("a");
    assertThat(window)
        .isEqualTo(new FleetWindow("a", Duration.ofDays(30), NOW, 3000.5, 4.5, 3 / 60.0));
    assertThat(window.scope()).isEqualTo("FLEET");
    assertThat(window.errorRatio()).hasValue(4.5 / 3005);
    long end = NOW.getEpochSecond();
    assertThat(questions)
        .containsExactly(
            "query=sum by (slo,outcome) (increase(sre_slo_events_total{namespace=\"shop\"}[43200s]))"
                + "&start="
                + (end - 59 * 43_200)
                + "&end="
                + end
                + "&step=43200");
    assertThat(tokens).containsExactly("Bearer secret");
    assertThat(source.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource
  void read_answerThatIsNone_givesUpInTimeAndGoesOnWithout(Answer kind) throws Exception {
    server.createContext("/", exchange -> misbehave(kind, exchange));
    long began = TimeSource.nanoTime();
    FleetReader reader = FleetReader.start(source(), List.of(slo("a")), NOW);
    reader.join(LONG);
    assertThat(reader.windows()).isEmpty();
    assertThat(questions).as("attempts").hasSize(3);
    assertThat(Duration.ofNanos(TimeSource.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  private void misbehave(Answer kind, HttpExchange exchange) throws IOException {
    questions.add(kind.name());
    switch (kind) {
      case NOT_FOUND -> send(exchange, 404, matrix(series("a", "good", "[1,\"1\"]")));
      case UNAVAILABLE -> send(exchange, 503, "");
      case GARBAGE -> send(exchange, 200, "<html>");
      case NOT_THE_RIGHT_JSON -> send(exchange, 200, "{\"status\":\"success\",\"data\":[1]}");
      case DEEP -> send(exchange, 200, "[".repeat(100_000));
      case ERROR -> send(exchange, 200, "{\"status\":\"error\"}");
      case ENDLESS -> endless(exchange);
      case HANGS_BEFORE_THE_HEAD -> hang();
      case HANGS_IN_THE_BODY -> {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        hang();
      }
      default -> {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush(); // of an answer not begun, the client itself asks again
        exchange.close();
      }
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 1 << 14; i++) {
        out.write(spaces);
      }
    }
  }

  private void hang() {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Test
  void build_prometheusHangs_isNotHeldUpAndFleetIsEmpty() {
    server.createContext("/", exchange -> hang());
    try (SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("e"))
            .slo(slo("a"))
            .manualTicks()
            .backfill(source().timeout(Duration.ofMinutes(1)))
            .build()) {
      engine.tick();
      assertThat(engine.fleet()).isEmpty();
      assertThat(engine.status("a").events().good()).isZero();
    }
  }

  @Test
  void build_prometheusAnswers_fleetBesideTheProcess() throws Exception {
    answer(matrix(series("a", "good", "[1,\"9\"]"), series("a", "bad", "[1,\"1\"]")));
    try (SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("e"))
            .slo(slo("a"))
            .manualTicks()
            .backfill(source())
            .build()) {
      long deadline = TimeSource.nanoTime() + LONG.toNanos();
      while (engine.fleet().isEmpty() && TimeSource.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(engine.fleet().get("a").errorRatio()).hasValue(0.1);
      assertThat(engine.status("a").events().good()).isZero();
    }
  }

  @Test
  void read_slicesAndComposites_areNotAskedFor() throws Exception {
    answer(matrix());
    Slo slices =
        Slo.builder("slices")
            .objective(Objective.availability("e", Target.of("99%")))
            .budgeting(Budgeting.ratioTimeslices(Duration.ofMinutes(1)))
            .build();
    FleetReader reader = FleetReader.start(source(), List.of(slices), NOW);
    reader.join(LONG);
    assertThat(questions).isEmpty();
  }

  @Test
  void at_addressOrTimeoutOutOfRange_refused() {
    for (String address : List.of("prometheus:9090", "file:///etc/passwd", "/api")) {
      assertThatThrownBy(() -> PrometheusHistory.at(URI.create(address)))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("backfill.address");
    }
    assertThatThrownBy(() -> source().timeout(Duration.ofHours(1)))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("backfill.timeout");
  }
}
