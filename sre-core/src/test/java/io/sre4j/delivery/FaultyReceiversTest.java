package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.delivery.RawServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers do that they should not. */
class FaultyReceiversTest {
  static final long POLL_NANOS = 200_000;
  private static final long SEED = 20_261_123;
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);

  private final VirtualTime time = VirtualTime.passingByItself();

  private AlertDelivery delivery(URI url) {
    return AlertDelivery.builder()
        .receiver(Receiver.slack(url))
        .requestTimeout(TIMEOUT)
        .seed(SEED)
        .timeSource(time)
        .pause(time)
        .build();
  }

  private static Behaviour status(String line, String... headers) {
    String more = Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat);
    return RawServer.answer(
        "HTTP/1.1 " + line + "\r\n" + more + "Content-Length: 0\r\nConnection: close\r\n\r\n");
  }

  private static byte[] garbage() {
    byte[] bytes = new byte[5_000];
    new SplittableRandom(SEED).nextBytes(bytes);
    return bytes;
  }

  static Stream<Arguments> faultsThatMayPass() {
    String half = "HTTP/1.1 200 OK\r\nContent-Le";
    return Stream.of(
        Arguments.of("500", status("500 Oops"), "HTTP 500"),
        Arguments.of("503", status("503 Oops"), "HTTP 503"),
        Arguments.of("599", status("599 Oops"), "HTTP 599"),
        Arguments.of("408", status("408 Slow"), "HTTP 408"),
        Arguments.of("429", status("429 Many"), "HTTP 429"),
        Arguments.of("301", status("301 Moved", "Location: http://localhost:1/"), "HTTP 301"),
        Arguments.of("nothing", RawServer.answer(""), "broken off: IOException"),
        Arguments.of("garbage", RawServer.answer(garbage()), "broken off: "),
        Arguments.of("not HTTP", RawServer.answer("220 smtp ready\r\n"), "broken off: "),
        Arguments.of("half a header", RawServer.answer(half), "broken off: IOException"),
        Arguments.of("reset", RawServer.reset(), "broken off: "),
        Arguments.of("hang", RawServer.hang(""), "timed out"),
        Arguments.of("hang in the header", RawServer.hang(half), "timed out"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsThatMayPass")
  void send_faultThatMayPass_isTriedAgainAfterBackOffAndDelivered(
      String name, Behaviour fault, String reason) throws Exception {
    try (RawServer server = new RawServer(fault);
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      DeliveryStatus status = awaitSettled(delivery, 1);
      assertThat(status.delivered()).isEqualTo(1);
      assertThat(status.dropped()).isZero();
      assertThat(status.failedAttempts()).isEqualTo(1);
      assertThat(status.lastFailure().orElseThrow().reason()).startsWith(reason);
      assertThat(status.toString()).doesNotContain("T0KEN");
      assertThat(time.nextPause()).isBetween(Duration.ofNanos(1), FIRST_BACKOFF);
      assertThat(server.requests()).hasSize(2);
      assertThat(bodies(server)).containsOnly(bodies(server).get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 451, 499})
  void send_requestIsWrong_isDroppedAtOnce(int code) throws Exception {
    try (RawServer server = new RawServer(status(code + " No", "Retry-After: 1"));
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      DeliveryStatus status = awaitSettled(delivery, 1);
      assertThat(status.dropped()).isEqualTo(1);
      assertThat(status.delivered()).isZero();
      assertThat(status.lastFailure().orElseThrow().reason())
          .isEqualTo("HTTP " + code + ", refused");
      assertThat(server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> acceptedByItsStatusLine() {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    String endless =
        "HTTP/1.1 202 Accepted\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(100_000);
    return Stream.of(
        Arguments.of("closed in the body", RawServer.answer(ok)),
        Arguments.of("hang in the body", RawServer.hang(ok)),
        Arguments.of("a body without end", RawServer.hang(endless)),
        Arguments.of("no body", RawServer.answer("HTTP/1.1 204 No Content\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptedByItsStatusLine")
  void send_acceptedThenFaultInTheBody_isDeliveredOnce(String name, Behaviour fault)
      throws Exception {
    try (RawServer server = new RawServer(fault);
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      DeliveryStatus status = awaitSettled(delivery, 1);
      assertThat(status.delivered()).isEqualTo(1);
      assertThat(status.failedAttempts()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> retryAfters() {
    Instant later = Alerts.START.plusSeconds(90);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atOffset(ZoneOffset.UTC));
    return Stream.of(
        Arguments.of("17", Duration.ofSeconds(17), Duration.ofSeconds(17)),
        Arguments.of(date, Duration.ofSeconds(90), Duration.ofSeconds(90)),
        Arguments.of("86400", Duration.ofMinutes(10), Duration.ofMinutes(10)),
        Arguments.of("9".repeat(400), Duration.ofMinutes(10), Duration.ofMinutes(10)),
        Arguments.of("Mon, 01 Jan 2001 00:00:00 GMT", Duration.ZERO, FIRST_BACKOFF),
        Arguments.of("-5", Duration.ZERO, FIRST_BACKOFF),
        Arguments.of("soon", Duration.ZERO, FIRST_BACKOFF),
        Arguments.of("", Duration.ZERO, FIRST_BACKOFF));
  }

  @ParameterizedTest
  @MethodSource("retryAfters")
  void send_tooManyRequests_waitsAsLongAsToldButNotForEver(
      String retryAfter, Duration least, Duration most) throws Exception {
    try (RawServer server = new RawServer(status("429 Many", "Retry-After: " + retryAfter));
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      assertThat(awaitSettled(delivery, 1).delivered()).isEqualTo(1);
      assertThat(time.nextPause()).isBetween(least, most);
    }
  }

  @Test
  void send_receiverIsDown_backsOffWithinGrowingBoundsTheSameForTheSameSeed() throws Exception {
    System.out.println("seed " + SEED);
    List<Duration> first = pausesOfDownReceiver(12);
    assertThat(first).isEqualTo(pausesOfDownReceiver(12));
    for (int i = 0; i < first.size(); i++) {
      Duration bound = FIRST_BACKOFF.multipliedBy(1L << i);
      Duration cap = Duration.ofMinutes(1);
      assertThat(first.get(i))
          .as("pause " + i + " of " + first)
          .isBetween(Duration.ZERO, bound.compareTo(cap) < 0 ? bound : cap);
    }
    assertThat(first.stream().distinct()).hasSize(12);
  }

  private static List<Duration> pausesOfDownReceiver(int count) throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    VirtualTime time = VirtualTime.passingByItself();
    AlertDelivery delivery =
        AlertDelivery.builder()
            .receiver(Receiver.slack(URI.create("http://localhost:" + port + "/T0KEN")))
            .seed(SEED)
            .timeSource(time)
            .pause(time)
            .build();
    List<Duration> pauses = new ArrayList<>();
    try (delivery) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      for (int i = 0; i < count; i++) {
        pauses.add(time.nextPause());
      }
      assertThat(delivery.status().get(0).lastFailure().orElseThrow().reason())
          .isEqualTo("no connection");
    }
    return pauses;
  }

  @Test
  void send_failsUntilItIsTooOld_isDroppedAndTheNextGetsItsChance() throws Exception {
    Behaviour[] faults = new Behaviour[4_000]; // half a minute apart, for a day
    Arrays.fill(faults, status("500 Oops"));
    try (RawServer server = new RawServer(faults);
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("checkout", Alerts.START, "burns"));
      DeliveryStatus status = awaitSettled(delivery, 1);
      assertThat(status.dropped()).isEqualTo(1);
      assertThat(status.lastFailure().orElseThrow().reason()).isEqualTo("HTTP 500, given up");
      assertThat(Duration.between(Alerts.START, time.now().at()))
          .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(1));
    }
  }

  @Test
  void send_receiverChokesOnOneAlert_othersAreDelivered() throws Exception {
    try (RawServer server = choosy("poison");
        AlertDelivery delivery = delivery(server.url())) {
      delivery.onTransition(Alerts.fires("poison", Alerts.START, "burns"));
      for (int i = 0; i < 20; i++) {
        delivery.onTransition(Alerts.fires("slo-" + i, Alerts.START, "burns"));
      }
      long deadline = deadline();
      while (delivery.status().get(0).delivered() < 20) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(POLL_NANOS);
      }
      assertThat(delivery.status().get(0).waiting()).isEqualTo(1);
    }
  }

  private static RawServer choosy(String poison) throws IOException {
    Behaviour[] choices = new Behaviour[1_000];
    RawServer[] self = new RawServer[1];
    Arrays.fill(
        choices,
        (Behaviour)
            (socket, closed) -> {
              String last = self[0].requests().poll();
              (last != null && last.contains(poison) ? status("500 Oops") : RawServer.OK)
                  .act(socket, closed);
            });
    self[0] = new RawServer(choices);
    return self[0];
  }

  private static List<String> bodies(RawServer server) {
    return server.requests().stream().map(r -> r.substring(r.indexOf("\r\n\r\n"))).toList();
  }

  static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(VirtualTime.PATIENCE_SECONDS);
  }

  /** Waits until so many notices are delivered or dropped. */
  static DeliveryStatus awaitSettled(AlertDelivery delivery, long notices) {
    long deadline = deadline();
    while (true) {
      DeliveryStatus status = delivery.status().get(0);
      if (status.delivered() + status.dropped() == notices) {
        assertThat(status.waiting()).isZero();
        return status;
      }
      assertThat(System.nanoTime()).as("%s", status).isLessThan(deadline);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
