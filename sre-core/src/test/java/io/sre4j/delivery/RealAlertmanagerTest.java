package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Alertmanager, where there is one. */
class RealAlertmanagerTest {
  private static final String COMMAND = "prometheus-alertmanager";
  private static final JsonMapper READER = new JsonMapper();
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private URI base = URI.create("http://localhost");
  private Process process;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    if (!isInstalled()) {
      String missing = COMMAND + " is not on the PATH; on Debian: apt-get install " + COMMAND;
      assertThat(System.getenv("CI")).as(missing).isNull();
      abort(missing);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    base = URI.create("http://127.0.0.1:" + port);
    Path config = directory.resolve("alertmanager.yml");
    Files.writeString(config, "route: {receiver: none}\nreceivers: [{name: none}]\n");
    process =
        new ProcessBuilder(
                COMMAND,
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await("/-/ready", status -> true);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(VirtualTime.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, COMMAND)));
  }

  @Test
  void alertOfAnEngine_firesAndIsResolvedInAlertmanager() throws Exception {
    // Half an hour ago, so that the end of the alert has passed for Alertmanager.
    FakeTime time = new FakeTime(Instant.now().minusSeconds(1_800));
    try (AlertDelivery delivery =
            AlertDelivery.builder()
                .receiver(Receiver.alertmanager(base))
                .label("service", "shop \"\\ <é\uD83D\uDE00>")
                .build();
        SreEngine engine =
            SreEngine.builder()
                .timeSource(time)
                .manualTicks()
                .sli(Sli.events("http"))
                .slo(slo())
                .listener(delivery)
                .build()) {
      SliRecorder recorder = engine.recorder("http");
      tickUntil(engine, recorder, time, Outcome.BAD, AlertState.FIRING);
      JsonNode alert = await("/api/v2/alerts", alerts -> alerts.size() == 1).get(0);
      assertThat(alert.get("labels").get("slo").asString()).isEqualTo("checkout");
      assertThat(alert.get("labels").get("service").asString())
          .isEqualTo("shop \"\\ <é\uD83D\uDE00>");
      assertThat(alert.get("labels").get("team_1").asString()).isEqualTo("shop");
      assertThat(alert.get("annotations").get("summary").asString()).contains("burns");
      assertThat(alert.get("annotations").get("runbook_url").asString())
          .contains("runbook?a=1&b=2");
      tickUntil(engine, recorder, time, Outcome.GOOD, AlertState.RESOLVED);
      await("/api/v2/alerts", JsonNode::isEmpty);
      DeliveryStatus status = delivery.status().get(0);
      assertThat(status.dropped()).isZero();
      assertThat(status.lastFailure()).isEmpty();
    }
  }

  private static Slo slo() {
    AlertRule rule = AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 2);
    return Slo.builder("checkout")
        .objective(Objective.availability("http", Target.of("99%")))
        .alerting(AlertPolicy.of("test", rule))
        .label("team-1", "shop")
        .owner("team \"shop\"")
        .runbook(URI.create("https://wiki/runbook?a=1&b=2"))
        .build();
  }

  private static void tickUntil(
      SreEngine engine, SliRecorder recorder, FakeTime time, Outcome outcome, AlertState state) {
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 10; i++) {
        recorder.record(outcome);
      }
      time.advance(Duration.ofSeconds(1));
      if (engine.tick().stream().anyMatch(transition -> transition.to() == state)) {
        return;
      }
    }
    throw new AssertionError("never " + state);
  }

  @Test
  void alertThatFiresOn_isRenewedBeforeItExpires() throws Exception {
    Instant now = Instant.now();
    VirtualTime time = VirtualTime.moved(now);
    try (AlertDelivery delivery =
        AlertDelivery.builder()
            .receiver(Receiver.alertmanager(base))
            .timeSource(time)
            .pause(time)
            .build()) {
      delivery.onTransition(Alerts.fires("a", now.minusSeconds(1), "burns"));
      Instant first = endsAt(await("/api/v2/alerts", alerts -> alerts.size() == 1));
      assertThat(first).isBetween(now.plusSeconds(239), now.plusSeconds(241));
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      time.advance(Duration.ofMinutes(1));
      JsonNode renewed = await("/api/v2/alerts", alerts -> endsAt(alerts).isAfter(first));
      assertThat(Duration.between(first, endsAt(renewed))).isEqualTo(Duration.ofMinutes(1));
    }
  }

  private static Instant endsAt(JsonNode alerts) {
    return Instant.parse(alerts.get(0).get("endsAt").asString());
  }

  /** Asks until the answer is 200 and as wished. */
  private JsonNode await(String path, Predicate<JsonNode> wish) throws Exception {
    long deadline = FaultyReceiversTest.deadline();
    JsonNode last = null;
    while (System.nanoTime() - deadline < 0) {
      try {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
        var answer = client.send(request, BodyHandlers.ofString());
        last = path.startsWith("/api") ? READER.readTree(answer.body()) : READER.nullNode();
        if (answer.statusCode() == 200 && wish.test(last)) {
          return last;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("last answer: " + List.of(String.valueOf(last)));
  }
}
