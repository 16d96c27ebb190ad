package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.delivery.RawServer.Behaviour;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong, nothing that is secret is shown: see T0KEN below and in {@link RawServer}.
 */
class SecretsTest {
  private static final Logger LOGGER = Logger.getLogger("io.sre4j");

  private final VirtualTime time = VirtualTime.passingByItself();
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          StringWriter text = new StringWriter();
          text.append(line.getMessage());
          if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text));
          }
          logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    LOGGER.setLevel(Level.ALL);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.removeHandler(handler);
    LOGGER.setLevel(null);
  }

  private AlertDelivery.Builder builder() {
    return AlertDelivery.builder().seed(1).timeSource(time).pause(time);
  }

  static Stream<Arguments> faults() {
    String echo =
        "HTTP/1.1 %s T0KEN\r\nRetry-After: T0KEN\r\nT0KEN: T0KEN\r\n"
            + "Connection: close\r\nContent-Length: 5\r\n\r\nT0KEN";
    return Stream.of(
        Arguments.of("refused", RawServer.answer(echo.formatted("400"))),
        Arguments.of("failed", RawServer.answer(echo.formatted("500"))),
        Arguments.of("moved", RawServer.answer(echo.formatted("302"))),
        Arguments.of("no HTTP", RawServer.answer("T0KEN T0KEN\r\n\r\n")),
        Arguments.of("a wrong header", RawServer.answer("HTTP/1.1 500 No\r\nT0KEN\r\n\r\n")),
        Arguments.of(
            "a wrong length", RawServer.answer("HTTP/1.1 500 No\r\nContent-Length: T0KEN\r\n\r\n")),
        Arguments.of("broken off", RawServer.reset()),
        Arguments.of("silent", RawServer.hang("")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void fault_isLoggedAndShownWithoutSecrets(String name, Behaviour fault) throws Exception {
    try (RawServer server = new RawServer(fault, fault)) {
      Receiver webhook = Receiver.webhook(server.url(), "T0KEN").header("Authorization", "T0KEN");
      Receiver pager = Receiver.pagerDuty("T0KEN", server.url());
      AlertDelivery.Builder builder =
          builder().receiver(webhook).receiver(pager).requestTimeout(Duration.ofMillis(300));
      try (AlertDelivery delivery = builder.build()) {
        delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
        long deadline = FaultyReceiversTest.deadline();
        while (delivery.status().stream().anyMatch(status -> status.waiting() > 0)) {
          assertThat(System.nanoTime()).isLessThan(deadline);
          LockSupport.parkNanos(FaultyReceiversTest.POLL_NANOS);
        }
        assertThat(shown(delivery.status(), delivery, builder, webhook, pager))
            .contains("webhook")
            .doesNotContain("T0KEN");
      }
      assertThat(server.requests()).allMatch(request -> request.contains("T0KEN"));
      assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("T0KEN"));
    }
  }

  private static String shown(Object... values) {
    return List.of(values).toString();
  }

  @Test
  void receiverIsDownForHours_isLoggedOnceAMinute() throws Exception {
    try (AlertDelivery delivery =
        builder()
            .receiver(Receiver.slack(URI.create("http://localhost:1/T0KEN")))
            .giveUpAfter(Duration.ofHours(2))
            .build()) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      DeliveryStatus status = FaultyReceiversTest.awaitSettled(delivery, 1);
      long minutes = Duration.between(Alerts.START, time.now().at()).toMinutes();
      assertThat(status.failedAttempts()).isGreaterThan(minutes);
      assertThat((long) logged.size()).isBetween(minutes / 3, minutes + 1);
      assertThat(logged)
          .allMatch(line -> line.startsWith("alerts to slack: no connection"))
          .noneMatch(line -> line.contains("T0KEN"));
    }
  }
}
