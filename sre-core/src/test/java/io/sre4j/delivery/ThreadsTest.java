package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.real.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a delivery does to the threads around it, and what is left of its own. */
class ThreadsTest {
  private static final int WRITERS = 4;
  private static final int ALERTS_OF_ONE = 2_500;

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sre4j-delivery") || name.startsWith("HttpClient-"))
        .sorted()
        .toList();
  }

  @Test
  void close_manyDeliveriesThatAreHeldOnTo_leaveNoThreads() throws Exception {
    int before = threads().size();
    List<AlertDelivery> held = new ArrayList<>();
    try (Inbox inbox = new Inbox()) {
      for (int i = 0; i < 20; i++) {
        AlertDelivery delivery = AlertDelivery.to(Receiver.webhook(inbox.url()));
        held.add(delivery);
        delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
        inbox.next();
        assertThat(threads()).contains("sre4j-delivery-webhook");
        delivery.close();
        assertThat(delivery.status().get(0).delivered()).isEqualTo(1);
      }
    }
    long deadline = FaultyReceiversTest.deadline();
    while (threads().size() > before) {
      assertThat(System.nanoTime()).as("%s", threads()).isLessThan(deadline);
      System.gc();
      LockSupport.parkNanos(FaultyReceiversTest.POLL_NANOS);
    }
    assertThat(held).hasSize(20);
  }

  @Test
  void close_manyReceiversHang_takesItsTimeOutOnceAndNotForEach() throws Exception {
    AlertDelivery.Builder builder =
        AlertDelivery.builder()
            .requestTimeout(Duration.ofMinutes(10))
            .closeTimeout(Duration.ofMillis(500));
    try (RawServer server = new RawServer(hanging(16))) {
      for (int i = 0; i < 16; i++) {
        builder.receiver(Receiver.slack(server.url()).named("slack-" + i));
      }
      AlertDelivery delivery = builder.build();
      delivery.onTransition(Alerts.fires("a", Alerts.START, "burns"));
      for (int i = 0; i < 16; i++) {
        server.requests().poll(VirtualTime.PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      long start = System.nanoTime();
      delivery.close();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
      assertThat(delivery.status()).allMatch(status -> status.dropped() == 1);
    }
  }

  private static RawServer.Behaviour[] hanging(int count) {
    RawServer.Behaviour[] behaviours = new RawServer.Behaviour[count];
    Arrays.fill(behaviours, RawServer.hang(""));
    return behaviours;
  }

  @Test
  void onTransition_receiverHangs_callersGoOn() throws Exception {
    try (RawServer server = new RawServer(RawServer.hang(""));
        AlertDelivery delivery =
            AlertDelivery.builder()
                .receiver(Receiver.slack(server.url()))
                .requestTimeout(Duration.ofMinutes(10))
                .closeTimeout(Duration.ofMillis(1))
                .build()) {
      for (int i = 0; i < WRITERS * ALERTS_OF_ONE; i++) {
        delivery.onTransition(Alerts.fires("slo-" + i, Alerts.START, "burns"));
      }
      DeliveryStatus status = delivery.status().get(0);
      assertThat(status.waiting()).isEqualTo(1_024);
      assertThat(status.dropped()).isEqualTo(WRITERS * ALERTS_OF_ONE - 1_024);
    }
  }

  @Test
  void manyThreadsTellWhileItIsClosed_everyNoticeIsDeliveredOrDropped() throws Exception {
    try (Inbox inbox = new Inbox()) {
      AlertDelivery delivery =
          AlertDelivery.builder()
              .receiver(Receiver.webhook(inbox.url()))
              .capacity(500)
              .closeTimeout(Duration.ofSeconds(1))
              .build();
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        String writer = "w" + w;
        writers.add(new Thread(() -> tell(delivery, writer)));
      }
      writers.forEach(Thread::start);
      long deadline = FaultyReceiversTest.deadline();
      while (delivery.status().get(0).delivered() < 100) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(FaultyReceiversTest.POLL_NANOS);
      }
      delivery.close();
      for (Thread writer : writers) {
        writer.join();
      }
      DeliveryStatus status = delivery.status().get(0);
      System.out.println(status);
      assertThat(status.waiting()).isZero();
      assertThat(status.delivered() + status.dropped()).isEqualTo(WRITERS * ALERTS_OF_ONE);
      // The one that was under way when time was up may have arrived.
      assertThat(inbox.all().size() - status.delivered()).isBetween(0L, 1L);
    }
  }

  private static void tell(AlertDelivery delivery, String writer) {
    for (int i = 0; i < ALERTS_OF_ONE; i++) {
      delivery.onTransition(Alerts.fires(writer + "-" + i, Alerts.START, "burns"));
    }
  }
}
