package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.DeliveryStatus;
import io.sre4j.delivery.Receiver;
import io.sre4j.spring.event.SreAlertEvent;
import io.sre4j.spring.health.SreHealthStatus;
import io.sre4j.spring.test.SreClock;
import io.sre4j.spring.test.SreTestConfiguration;
import io.sre4j.spring.web.BrokenRouter;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/**
 * Each part of ours fails in turn while customers ask a real Tomcat: no request fails, no thread of
 * the server waits in code of ours, and the log says it once.
 */
@ExtendWith(OutputCaptureExtension.class)
class NeverHarmedTest {
  private static final int ENOUGH = 1_000;
  /* The name of a logger, as Spring Boot shortens it. */
  private static final Pattern OURS = Pattern.compile("\\bio?\\.s(re4j)?\\.");
  private static final String EXPOSED = "--management.endpoint.health.show-details=always";

  @Test
  void handler_cannotRecord_harmsNothing(CapturedOutput output) throws Exception {
    try (RunningApplication shop = start(BrokenHandler.class)) {
      load(shop, () -> true);
      assertThat(shop.bean(RecordingFailures.class).count()).isGreaterThanOrEqualTo(ENOUGH);
    }
    assertThat(said(output)).hasSize(1).allMatch(line -> line.contains("could not be recorded"));
  }

  @Test
  void listener_throws_harmsNothing(CapturedOutput output) throws Exception {
    try (RunningApplication shop = start(ThrowingListener.class)) {
      SreEngine engine = shop.bean(SreEngine.class);
      load(shop, () -> engine.report().failedListeners() > 1);
    }
    assertThat(said(output)).hasSize(1).allMatch(line -> line.contains("failed; logged once"));
  }

  @Test
  void listener_blocks_harmsNothing(CapturedOutput output) throws Exception {
    BlockingListener.ENTERED = new CountDownLatch(1);
    BlockingListener.LEFT = new CountDownLatch(1);
    try (RunningApplication shop = start(BlockingListener.class)) {
      load(shop, () -> BlockingListener.ENTERED.getCount() == 0);
      BlockingListener.LEFT.countDown();
    }
    assertThat(said(output)).isEmpty();
  }

  @Test
  void eventListener_throws_harmsNothing(CapturedOutput output) throws Exception {
    try (RunningApplication shop = start(ThrowingEventListener.class)) {
      SreEngine engine = shop.bean(SreEngine.class);
      load(shop, () -> engine.report().failedListeners() > 1);
    }
    assertThat(said(output)).hasSize(1).allMatch(line -> line.contains("publishes events"));
  }

  @Test
  void health_throws_harmsNothing(CapturedOutput output) throws Exception {
    try (RunningApplication shop = start(ThrowingHealth.class, EXPOSED)) {
      load(
          shop,
          () ->
              shop.get("/actuator/health").statusCode() == 200
                  && shop.get("/actuator/health/sre").statusCode() == 200);
    }
    assertThat(said(output)).hasSize(1).allMatch(line -> line.contains("could not be told"));
  }

  @Test
  void store_diskGone_harmsNothing(@TempDir Path directory, CapturedOutput output)
      throws Exception {
    Path store = directory.resolve("store");
    OftenStored.DIRECTORY = store;
    try (RunningApplication shop = start(OftenStored.class)) {
      SreEngine engine = shop.bean(SreEngine.class);
      await().until(() -> engine.store().orElseThrow().written() > 0);
      replaceByAFile(store);
      load(shop, () -> engine.store().orElseThrow().failed() > 1);
    }
    assertThat(said(output)).filteredOn(line -> line.contains("snapshot could not be")).hasSize(1);
  }

  @Test
  void delivery_nobodyListens_harmsNothing(CapturedOutput output) throws Exception {
    try (ServerSocket closed = new ServerSocket(0)) {
      RefusedDelivery.PORT = closed.getLocalPort();
    }
    deliver(output);
  }

  @Test
  void delivery_nobodyAnswers_harmsNothing(CapturedOutput output) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      RefusedDelivery.PORT = silent.getLocalPort();
      deliver(output);
    }
  }

  private static void deliver(CapturedOutput output) throws Exception {
    try (RunningApplication shop = start(RefusedDelivery.class)) {
      AlertDelivery delivery = shop.bean(AlertDelivery.class);
      load(shop, () -> delivery.status().stream().anyMatch(NeverHarmedTest::hasFailed));
    }
    assertThat(said(output)).hasSizeLessThanOrEqualTo(2).allMatch(line -> line.contains("pager"));
  }

  private static boolean hasFailed(DeliveryStatus status) {
    return status.failedAttempts() > 0;
  }

  /** A part of ours has failed, as it should. */
  private interface Failed {
    boolean isSeen() throws Exception;
  }

  /** Load until enough is asked and the failure has been seen; time passes so that alerts fire. */
  private static void load(RunningApplication shop, Failed failed) throws Exception {
    boolean ticks = !shop.beans(SreClock.class).isEmpty();
    try (Customers customers = new Customers(shop)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> {
            if (ticks) {
              shop.bean(SreClock.class).pass(Duration.ofSeconds(20));
            }
            return customers.requests() >= ENOUGH && failed.isSeen();
          });
      assertThat(customers.wrong()).as("wrong answers").isEmpty();
      assertThat(customers.waiting()).as("waiting in code of ours").isEmpty();
    }
  }

  /** What ours said that is worse than information. */
  private static List<String> said(CapturedOutput output) {
    return Stream.of(output.toString().split("\\R", -1))
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .filter(line -> OURS.matcher(line).find())
        .toList();
  }

  private static void replaceByAFile(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
    Files.writeString(directory, "no directory");
  }

  private static RunningApplication start(Class<?> application, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--sre.slos.all.target=99%";
    all[more.length + 1] = "--management.tracing.export.enabled=false";
    return new RunningApplication(WebApplicationType.SERVLET, application, all);
  }

  @Import({Shop.class, BrokenRouter.class})
  static class BrokenHandler {}

  @Import({Shop.class, SreTestConfiguration.class})
  static class ThrowingListener {
    @Bean
    AlertListener throwing() {
      return transition -> {
        throw new IllegalStateException("listener broken on purpose");
      };
    }
  }

  @Import({Shop.class, SreTestConfiguration.class})
  static class BlockingListener {
    static CountDownLatch ENTERED;
    static CountDownLatch LEFT;

    @Bean
    AlertListener blocking() {
      return transition -> {
        ENTERED.countDown();
        try {
          LEFT.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
    }
  }

  @Import({Shop.class, SreTestConfiguration.class})
  static class ThrowingEventListener {
    @EventListener
    void on(SreAlertEvent event) {
      throw new IllegalStateException("event listener broken on purpose");
    }
  }

  @Import({Shop.class, SreTestConfiguration.class})
  static class ThrowingHealth {
    @Bean
    SreHealthStatus broken() {
      return report -> {
        throw new IllegalStateException("health broken on purpose");
      };
    }
  }

  @Import(Shop.class)
  static class OftenStored {
    static Path DIRECTORY;

    @Bean
    Store store() {
      return Store.in(DIRECTORY).loss(Duration.ofSeconds(4));
    }
  }

  @Import({Shop.class, SreTestConfiguration.class})
  static class RefusedDelivery {
    static int PORT;

    @Bean
    AlertDelivery delivery() {
      return AlertDelivery.builder()
          .receiver(Receiver.webhook(URI.create("http://127.0.0.1:" + PORT)).named("pager"))
          .connectTimeout(Duration.ofMillis(500))
          .requestTimeout(Duration.ofMillis(500))
          .closeTimeout(Duration.ofMillis(100))
          .build();
    }
  }
}
