package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sre4j.alert.AlertTransition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 10,000 transitions, faster than any receiver takes them. */
class BurstTest {
  private static final int TRANSITIONS = 10_000;
  private static final JsonMapper READER = new JsonMapper();

  private final Map<String, Integer> lastNumber = new HashMap<>();
  private SplittableRandom random = new SplittableRandom();
  private int failPercent;
  private int accepted;
  private int outOfOrder;

  private synchronized void answer(HttpExchange exchange) throws IOException {
    JsonNode body = READER.readTree(exchange.getRequestBody().readAllBytes());
    boolean fails = random.nextInt(100) < failPercent;
    if (!fails) {
      int number = Integer.parseInt(body.get("summary").asString().replaceAll(".* ", ""));
      Integer before = lastNumber.put(body.get("key").asString(), number);
      outOfOrder += before != null && before >= number ? 1 : 0;
      accepted++;
    }
    exchange.sendResponseHeaders(fails ? 503 : 202, -1);
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1024, 0", "50, 1024, 30", "5000, 1024, 0", "5000, 100000, 10"})
  void onTransition_tenThousandAtOnce_eachIsDeliveredInOrderOrCountedAsDropped(
      int alerts, int capacity, int failPercent) throws Exception {
    this.failPercent = failPercent;
    this.random = new SplittableRandom(alerts);
    System.out.println("seed " + alerts);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    VirtualTime time = VirtualTime.passingByItself();
    try (AlertDelivery delivery =
        AlertDelivery.builder()
            .receiver(
                Receiver.webhook(URI.create("http://localhost:" + server.getAddress().getPort())))
            .capacity(capacity)
            .seed(alerts)
            .timeSource(time)
            .pause(time)
            .build()) {
      long start = System.nanoTime();
      burst(delivery, alerts);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      DeliveryStatus status = awaitEmpty(delivery);
      System.out.println(alerts + " alerts, offered in " + millis + " ms: " + status);
      assertThat(status.delivered() + status.dropped()).isEqualTo(TRANSITIONS);
      assertThat(status.delivered()).isEqualTo(accepted).isPositive();
      assertThat(outOfOrder).isZero();
      if (alerts <= capacity) {
        assertThat(lastNumber).hasSize(alerts);
        assertThat(lastNumber.values()).allMatch(last -> last >= TRANSITIONS - alerts);
      }
    } finally {
      server.stop(0);
    }
  }

  /** All alerts fire, then all are resolved, then all fire again, and so on. */
  private static void burst(AlertDelivery delivery, int alerts) {
    for (int i = 0; i < TRANSITIONS; i++) {
      String slo = "slo-" + i % alerts;
      Instant at = Alerts.START.plusMillis(i);
      boolean fires = i / alerts % 2 == 0;
      AlertTransition transition =
          fires ? Alerts.fires(slo, at, "n " + i) : Alerts.resolves(slo, at, "n " + i);
      delivery.onTransition(transition);
    }
  }

  private static DeliveryStatus awaitEmpty(AlertDelivery delivery) {
    long deadline = FaultyReceiversTest.deadline();
    while (true) {
      DeliveryStatus status = delivery.status().get(0);
      if (status.waiting() == 0) {
        return status;
      }
      assertThat(System.nanoTime()).as("%s", status).isLessThan(deadline);
      LockSupport.parkNanos(FaultyReceiversTest.POLL_NANOS);
    }
  }
}
