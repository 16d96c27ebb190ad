package io.sre4j.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that holds 30 days of two instances, one of which was restarted. */
class PrometheusBackfillTest {
  private static final int STEP = 60;
  private static final int STEPS = 31 * 86_400 / STEP;

  @TempDir Path directory;

  @Test
  void read_realPrometheus_countsOfTheFleetOverEachPeriod() throws Exception {
    assumeThat(onPath("prometheus") && onPath("promtool"))
        .as("prometheus and promtool are installed")
        .isTrue();
    long end = Instant.now().getEpochSecond() / 7_200 * 7_200 - 7_200;
    importSeries(end - (long) STEPS * STEP);
    int port = freePort();
    Process prometheus = start(port);
    try {
      URI address = URI.create("http://127.0.0.1:" + port);
      awaitReady(prometheus, address);
      FleetReader reader =
          FleetReader.start(
              PrometheusHistory.at(address).matching("namespace=\"shop\""),
              List.of(slo("month", "30d"), slo("day", "1d")),
              Instant.ofEpochSecond(end));
      reader.join(Duration.ofMinutes(1));
      Map<String, FleetWindow> windows = reader.windows();
      // Two instances, each with 9 good and 1 bad a minute.
      assertThat(windows.get("month").good()).isCloseTo(2 * 9 * 43_200.0, within(400.0));
      assertThat(windows.get("month").bad()).isCloseTo(2 * 43_200.0, within(50.0));
      assertThat(windows.get("month").coverage()).isEqualTo(1);
      // Increases within 24 minutes, of which Prometheus sees 23 and extrapolates.
      assertThat(windows.get("day").good()).isCloseTo(2 * 9 * 1_440.0, within(300.0));
      assertThat(windows.get("day").errorRatio().orElse(0)).isCloseTo(0.1, within(0.001));
    } finally {
      prometheus.destroyForcibly().waitFor();
    }
  }

  private static Slo slo(String name, String window) {
    return Slo.builder(name)
        .objective(Objective.availability("e", Target.of("99%")))
        .window(TimeWindow.parse(window))
        .build();
  }

  private void importSeries(long begin) throws Exception {
    StringBuilder text = new StringBuilder("# TYPE sre_slo_events counter\n");
    for (String slo : List.of("month", "day")) {
      for (String instance : List.of("a", "b")) {
        for (Map.Entry<String, Integer> outcome : Map.of("good", 9, "bad", 1).entrySet()) {
          String labels =
              String.format(
                  "sre_slo_events_total{namespace=\"shop\",slo=\"%s\",instance=\"%s\",outcome=\"%s\"}",
                  slo, instance, outcome.getKey());
          for (int i = 0; i <= STEPS; i++) {
            // The second instance began anew after ten days.
            int since = instance.equals("b") && i > 14_400 ? i - 14_401 : i;
            text.append(labels)
                .append(' ')
                .append(since * outcome.getValue())
                .append(' ')
                .append(begin + (long) i * STEP)
                .append('\n');
          }
        }
      }
    }
    Path file = Files.writeString(directory.resolve("series.txt"), text.append("# EOF\n"));
    Process promtool =
        new ProcessBuilder(
                "promtool",
                "tsdb",
                "create-blocks-from",
                // Blocks of two hours would take a minute.
                "--max-block-duration=1000h",
                "openmetrics",
                file.toString(),
                directory.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("promtool.log").toFile())
            .start();
    assertThat(promtool.waitFor()).as(Files.readString(directory.resolve("promtool.log"))).isZero();
  }

  private Process start(int port) throws IOException {
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "scrape_configs: []\n");
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--storage.tsdb.retention.time=1y",
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  private static void awaitReady(Process prometheus, URI address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
    for (int i = 0; i < 300; i++) {
      try {
        if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Does not listen yet.
      }
      assertThat(prometheus.waitFor(100, TimeUnit.MILLISECONDS)).as("it ended").isFalse();
    }
    throw new AssertionError("never ready");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
