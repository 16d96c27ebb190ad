package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.spring.web.RunningApplication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application that is started and closed again and again leaves nothing of ours behind. */
class RestartTest {
  private static final int TIMES = 10;
  /* Micrometer's listener in Logback outlives its context, with the context's registry. */
  private static final String HOSTS_OWN =
      "--spring.autoconfigure.exclude="
          + RunningApplication.OTEL
          + ","
          + RunningApplication.BRAVE
          + ",org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback"
          + ".LogbackMetricsAutoConfiguration";

  @Test
  void contexts_startedAndClosed_leaveNoThread(@TempDir Path store) {
    Set<Thread> before = ours();
    for (int i = 0; i < TIMES; i++) {
      startAndClose(store);
    }
    await()
        .untilAsserted(
            () -> assertThat(ours()).filteredOn(thread -> !before.contains(thread)).isEmpty());
  }

  /** Each restart loads the application's classes anew; what was of the start before can go. */
  @Test
  void restarts_classesLoadedAnew_leaveNothing() throws Exception {
    assertThat(leftOf("--sre.enabled=false"))
        .as("without ours")
        .isEqualTo("loaders=0 beans=0 threads=0");
    assertThat(leftOf("--sre.slos.all.target=99%", "--sre.coverage.enabled=true"))
        .as("with ours")
        .isEqualTo("loaders=0 beans=0 threads=0");
  }

  private static String leftOf(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What only soft references hold goes at once, not when memory gets scarce.
    command.addAll(List.of("-Xmx256m", "-XX:SoftRefLRUPolicyMSPerMB=0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RestartChild.class.getName());
    command.addAll(List.of(options));
    command.add(HOSTS_OWN);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("left: "))
        .map(line -> line.substring("left: ".length()))
        .findFirst()
        .orElse(output);
  }

  private static void startAndClose(Path store) {
    try (RunningApplication shop =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Everything.class,
            "--sre.slos.all.target=99%",
            "--sre.coverage.enabled=true",
            "--sre.store.directory=" + store)) {
      assertThat(shop.get("/orders/1").statusCode()).isEqualTo(200);
      assertThat(ours())
          .extracting(Thread::getName)
          .contains("sre4j-ticker", "sre4j-store", "sre4j-inspector", "sre4j-delivery-webhook");
    }
  }

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sre4j-"))
        .collect(Collectors.toSet());
  }

  @Import(Shop.class)
  static class Everything {
    @Bean
    AlertDelivery delivery() {
      return AlertDelivery.to(Receiver.webhook(URI.create("http://127.0.0.1:1")));
    }
  }
}
