package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.slo.Slo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertDeliveryTest {
  private static final JsonMapper READER = new JsonMapper();
  private static final Slo CHECKOUT = Alerts.slo("checkout");

  private static AlertDelivery.Builder builder(VirtualTime time) {
    return AlertDelivery.builder().seed(1).timeSource(time).pause(time);
  }

  private static AlertTransition change(AlertState from, AlertState to, int second) {
    return Alerts.transition(CHECKOUT, from, to, Alerts.START.plusSeconds(second), "");
  }

  private static JsonNode next(RawServer server) throws InterruptedException {
    String request = server.requests().poll(VirtualTime.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(request).as("a request").isNotNull();
    return READER.readTree(request.substring(request.indexOf("\r\n\r\n")));
  }

  @Test
  void onTransition_statesOfOneAlert_areToldOnceWhenItFiresAndOnceWhenItIsResolved()
      throws Exception {
    VirtualTime time = VirtualTime.passingByItself();
    try (RawServer server = new RawServer();
        AlertDelivery delivery = builder(time).receiver(Receiver.webhook(server.url())).build()) {
      AlertState[] course = {
        AlertState.INACTIVE,
        AlertState.PENDING,
        AlertState.FIRING,
        AlertState.FROZEN,
        AlertState.FIRING,
        AlertState.RESOLVED,
        AlertState.FROZEN,
        AlertState.RESOLVED,
        AlertState.INACTIVE,
        AlertState.FIRING
      };
      for (int i = 1; i < course.length; i++) {
        delivery.onTransition(change(course[i - 1], course[i], i));
      }
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        JsonNode body = next(server);
        told.add(body.get("status").asString() + " " + body.get("startsAt").asString());
      }
      assertThat(told)
          .containsExactly(
              "firing 2026-11-23T09:00:02Z",
              "resolved 2026-11-23T09:00:02Z",
              "firing 2026-11-23T09:00:09Z");
      assertThat(FaultyReceiversTest.awaitSettled(delivery, 3).delivered()).isEqualTo(3);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void onTransition_resolvedGotLostInTheEngine_whatFollowsItSaysSo() throws Exception {
    VirtualTime time = VirtualTime.passingByItself();
    try (RawServer server = new RawServer();
        AlertDelivery delivery = builder(time).receiver(Receiver.webhook(server.url())).build()) {
      delivery.onTransition(change(AlertState.PENDING, AlertState.FIRING, 1));
      delivery.onTransition(change(AlertState.RESOLVED, AlertState.FROZEN, 2));
      delivery.onTransition(change(AlertState.RESOLVED, AlertState.INACTIVE, 3));
      delivery.onTransition(change(AlertState.INACTIVE, AlertState.PENDING, 4));
      FaultyReceiversTest.awaitSettled(delivery, 2);
      assertThat(next(server).get("status").asString()).isEqualTo("firing");
      assertThat(next(server).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:03Z");
    }
  }

  @Test
  void onTransition_firedBeforeItListened_resolvedIsToldAllTheSame() throws Exception {
    VirtualTime time = VirtualTime.passingByItself();
    try (RawServer server = new RawServer();
        AlertDelivery delivery = builder(time).receiver(Receiver.webhook(server.url())).build()) {
      delivery.onTransition(change(AlertState.FIRING, AlertState.RESOLVED, 7));
      assertThat(next(server).get("status").asString()).isEqualTo("resolved");
    }
  }

  @Test
  void alertmanager_whileAlertsFire_isToldAgainEveryMinuteUntilTheyAreResolved() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    try (RawServer server = new RawServer();
        AlertDelivery delivery =
            builder(time).receiver(Receiver.alertmanager(server.url())).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      assertThat(next(server).get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:04:00Z");
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      delivery.onTransition(Alerts.fires("b", Alerts.START, "burns"));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      time.advance(Duration.ofMinutes(1));
      JsonNode renewal = next(server);
      assertThat(renewal).hasSize(2);
      assertThat(renewal.get(0).get("startsAt").asString()).isEqualTo("2026-11-23T09:00:00Z");
      assertThat(renewal.get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:05:00Z");
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      delivery.onTransition(Alerts.resolves("a", Alerts.START.plusSeconds(60), "no more"));
      assertThat(next(server).get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:59Z");
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      assertThat(delivery.status().get(0).renewing()).isEqualTo(1);
      // The resolved one too, until Alertmanager would have forgotten it.
      for (int alerts : new int[] {2, 2, 2, 2, 1}) {
        time.advance(Duration.ofMinutes(1));
        JsonNode rest = next(server);
        assertThat(rest).hasSize(alerts);
        assertThat(rest.get(alerts - 1).get("labels").get("slo").asString()).isEqualTo("b");
        if (alerts == 2) {
          assertThat(rest.get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:59Z");
        }
        assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void alertmanager_somethingOfAnAlertWaits_renewalDoesNotOvertakeIt() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    try (RawServer server = new RawServer(RawServer.OK, RawServer.answer(busy(90)));
        AlertDelivery delivery =
            builder(time).receiver(Receiver.alertmanager(server.url())).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "first"));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      delivery.onTransition(Alerts.resolves("a", Alerts.START.plusSeconds(5), "over"));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofSeconds(90));
      delivery.onTransition(Alerts.fires("a", Alerts.START.plusSeconds(9), "second"));
      time.advance(Duration.ofSeconds(90));
      assertThat(summary(next(server))).endsWith("over");
      assertThat(summary(next(server))).endsWith("second");
    }
  }

  @Test
  void alertmanager_firingWasDroppedFromAFullQueue_isToldByTheNextRenewal() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    try (RawServer server = new RawServer(RawServer.answer(busy(5)));
        AlertDelivery delivery =
            builder(time).receiver(Receiver.alertmanager(server.url())).capacity(1).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofSeconds(5));
      delivery.onTransition(Alerts.fires("b", Alerts.START, "burns"));
      assertThat(delivery.status().get(0).dropped()).isEqualTo(1);
      time.advance(Duration.ofMinutes(1));
      List<Integer> sizes = new ArrayList<>(List.of(next(server).size(), next(server).size()));
      assertThat(sizes).containsExactlyInAnyOrder(1, 1);
    }
  }

  @Test
  void alertmanager_resolvedWasDroppedWhileFiringWasUnderWay_isNotRenewedAsFiring()
      throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    CountDownLatch answer = new CountDownLatch(1);
    RawServer.Behaviour late =
        (socket, closed) -> {
          answer.await();
          RawServer.OK.act(socket, closed);
        };
    try (RawServer server = new RawServer(late);
        AlertDelivery delivery =
            builder(time).receiver(Receiver.alertmanager(server.url())).capacity(1).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      next(server);
      delivery.onTransition(Alerts.resolves("a", Alerts.START.plusSeconds(5), "over"));
      assertThat(delivery.status().get(0).dropped()).isEqualTo(1);
      answer.countDown();
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      time.advance(Duration.ofMinutes(1));
      assertThat(next(server).get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:04Z");
    }
  }

  private static String busy(int seconds) {
    return "HTTP/1.1 503 Busy\r\nRetry-After: "
        + seconds
        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  }

  private static String summary(JsonNode alerts) {
    return alerts.get(0).get("annotations").get("summary").asString();
  }

  @Test
  void alertmanager_renewalFails_isRepeatedAfterBackOff() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    String oops =
        "HTTP/1.1 500 Oops\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (RawServer server = new RawServer(RawServer.OK, RawServer.answer(oops));
        AlertDelivery delivery =
            builder(time).receiver(Receiver.alertmanager(server.url())).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      time.advance(Duration.ofMinutes(1));
      next(server);
      assertThat(time.nextPause()).isEqualTo(Duration.ofSeconds(5));
      time.advance(Duration.ofSeconds(5));
      assertThat(next(server).get(0).get("endsAt").asString()).isEqualTo("2026-11-23T09:05:05Z");
      assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
      assertThat(delivery.status().get(0).failedAttempts()).isEqualTo(1);
    }
  }

  @Test
  void status_receiverAskedToWait_saysUntilWhen() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    String many =
        "HTTP/1.1 429 Many\r\nRetry-After: 40\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (RawServer server = new RawServer(RawServer.answer(many));
        AlertDelivery delivery = builder(time).receiver(Receiver.slack(server.url())).build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      assertThat(time.nextPause()).isEqualTo(Duration.ofSeconds(40));
      DeliveryStatus status = delivery.status().get(0);
      assertThat(status.nextAttempt()).hasValue(Alerts.START.plusSeconds(40));
      assertThat(status.waiting()).isEqualTo(1);
      time.advance(Duration.ofSeconds(40));
      assertThat(FaultyReceiversTest.awaitSettled(delivery, 1).nextAttempt()).isEmpty();
    }
  }

  @Test
  void close_noticesWait_areDeliveredBeforeItReturns() throws Exception {
    try (RawServer server = new RawServer()) {
      AlertDelivery delivery =
          AlertDelivery.builder()
              .receiver(Receiver.slack(server.url()))
              .closeTimeout(Duration.ofSeconds(VirtualTime.PATIENCE_SECONDS))
              .build();
      for (int i = 0; i < 100; i++) {
        delivery.onTransition(Alerts.fires("slo-" + i, Alerts.START, "burns"));
      }
      delivery.close();
      assertThat(delivery.status().get(0).delivered()).isEqualTo(100);
      delivery.onTransition(Alerts.fires("late", Alerts.START, "burns"));
      assertThat(delivery.status().get(0).dropped()).isEqualTo(1);
      delivery.close();
    }
  }

  @Test
  void close_waitingForBackOff_triesOnceMore() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    String oops = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (RawServer server = new RawServer(RawServer.answer(oops))) {
      AlertDelivery delivery = builder(time).receiver(Receiver.slack(server.url())).build();
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      assertThat(time.nextPause()).isPositive();
      delivery.close();
      assertThat(delivery.status().get(0).delivered()).isEqualTo(1);
    }
  }

  @Test
  void close_receiverAskedForMoreTimeThanThereIs_doesNotWaitForIt() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START);
    String many =
        "HTTP/1.1 429 Many\r\nRetry-After: 40\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (RawServer server = new RawServer(RawServer.answer(many))) {
      AlertDelivery delivery =
          builder(time)
              .receiver(Receiver.slack(server.url()))
              .closeTimeout(Duration.ofSeconds(VirtualTime.PATIENCE_SECONDS))
              .build();
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      assertThat(time.nextPause()).isEqualTo(Duration.ofSeconds(40));
      long start = System.nanoTime();
      delivery.close();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(15));
      assertThat(delivery.status().get(0).dropped()).isEqualTo(1);
      assertThat(delivery.status().get(0).lastFailure().orElseThrow().reason())
          .isEqualTo("closed before it was delivered");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void close_receiverHangs_countsWhatIsLeftAndEndsItsThreads() throws Exception {
    try (RawServer server = new RawServer(RawServer.hang(""))) {
      AlertDelivery delivery =
          AlertDelivery.builder()
              .receiver(Receiver.slack(server.url()).named("hanging"))
              .requestTimeout(Duration.ofMinutes(10))
              .closeTimeout(Duration.ofMillis(50))
              .build();
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      delivery.onTransition(Alerts.fires("b", Alerts.START, "burns"));
      next(server);
      assertThat(threads("sre4j-delivery-hanging")).hasSize(1).allMatch(Thread::isDaemon);
      delivery.close();
      DeliveryStatus status = delivery.status().get(0);
      assertThat(status.dropped()).isEqualTo(2);
      assertThat(status.waiting()).isZero();
      assertThat(status.delivered()).isZero();
      long deadline = FaultyReceiversTest.deadline();
      while (!threads("sre4j-delivery-hanging").isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(FaultyReceiversTest.POLL_NANOS);
      }
    }
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }

  @Test
  void onTransition_oneReceiverHangs_othersAreTold() throws Exception {
    try (RawServer hanging = new RawServer(RawServer.hang(""));
        RawServer working = new RawServer();
        AlertDelivery delivery =
            AlertDelivery.builder()
                .receiver(Receiver.slack(hanging.url()))
                .receiver(Receiver.webhook(working.url()))
                .closeTimeout(Duration.ofMillis(10))
                .build()) {
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      assertThat(next(working).get("status").asString()).isEqualTo("firing");
      assertThat(delivery.status().get(0).waiting()).isEqualTo(1);
    }
  }

  @Test
  void seenFromRestartedProcess_alertHasTheSameName() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      VirtualTime time = VirtualTime.passingByItself();
      time.advance(Duration.ofHours(run));
      try (RawServer server = new RawServer();
          AlertDelivery delivery =
              builder(time)
                  .receiver(Receiver.pagerDuty("key", server.url()))
                  .label("service", "shop")
                  .build()) {
        Instant at = Alerts.START.plus(Duration.ofHours(run));
        delivery.onTransition(Alerts.fires("checkout", at, "burns " + run));
        keys.add(next(server).get("dedup_key").asString());
      }
    }
    assertThat(keys).containsOnly("sre4j/checkout/page/1h/5m/service=shop");
  }

  @Test
  void build_withoutTransitions_sendsNothing() throws Exception {
    try (RawServer server = new RawServer()) {
      AlertDelivery.to(Receiver.alertmanager(URI.create(server.url().toString()))).close();
      assertThat(server.requests()).isEmpty();
    }
  }
}
