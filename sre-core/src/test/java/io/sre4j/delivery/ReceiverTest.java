package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.InvalidDefinitionException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiverTest {
  private static final URI WEBHOOK = URI.create("https://host/hook/T0KEN");

  private static HttpRequest request(Receiver receiver) {
    AlertNotice notice = Alerts.notice(Alerts.fires("a", Alerts.START, "burns"), Alerts.START, 0);
    return receiver.request(List.of(notice), Alerts.START).build();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/x, true",
    "http://LOCALHOST, true",
    "http://stub.localhost:1/, true",
    "https://127.0.0.1/, true",
    "https://127.8.0.1:9/, true",
    "http://[::1]:9/, true",
    "https://hooks.example/localhost, false",
    "https://localhost.example/, false",
    "https://notlocalhost/, false",
    "https://127.0.0.1.example/, false",
    "http://10.127.0.1/, false",
    "http://[::2]/, false"
  })
  void isOnThisMachine_byTheNameInItsUrl(URI url, boolean expected) {
    assertThat(Receiver.webhook(url).isOnThisMachine()).isEqualTo(expected);
  }

  static Stream<ThrowingCallable> mistakesWithSecrets() {
    return Stream.of(
        () -> Receiver.slack(URI.create("ftp://host/T0KEN")),
        () -> Receiver.slack(URI.create("https:///T0KEN")),
        () -> Receiver.slack(URI.create("T0KEN")),
        () -> Receiver.slack(URI.create("mailto:T0KEN")),
        () -> Receiver.webhook(URI.create("https://user:T0KEN@host/")),
        () -> Receiver.alertmanager(URI.create("https://user:T0KEN@host/")),
        () -> Receiver.pagerDuty("T0KEN", URI.create("file:/T0KEN")),
        () -> Receiver.pagerDuty(" "),
        () -> Receiver.webhook(WEBHOOK, ""),
        () -> Receiver.webhook(WEBHOOK).header("Authorization", "T0KEN\r\nX: y"),
        () -> Receiver.webhook(WEBHOOK).header("Host", "T0KEN"),
        () -> Receiver.webhook(WEBHOOK).named("a b"),
        () -> AlertDelivery.to(),
        () -> AlertDelivery.to(Receiver.slack(WEBHOOK), Receiver.slack(WEBHOOK)));
  }

  @ParameterizedTest
  @MethodSource("mistakesWithSecrets")
  void mistake_isRefusedWithoutRepeatingASecret(ThrowingCallable mistake) {
    assertThatThrownBy(mistake)
        .isInstanceOf(InvalidDefinitionException.class)
        .satisfies(thrown -> {
          StringWriter trace = new StringWriter();
          thrown.printStackTrace(new PrintWriter(trace));
          assertThat(trace.toString()).doesNotContain("T0KEN");
        });
  }

  @Test
  void toString_showsTheNameOnly() {
    Receiver receiver = Receiver.webhook(WEBHOOK, "T0KEN").header("Authorization", "T0KEN");
    assertThat(receiver).hasToString("Receiver[webhook]");
    assertThat(Receiver.pagerDuty("T0KEN").named("night")).hasToString("Receiver[night]");
    try (AlertDelivery delivery = AlertDelivery.to(receiver)) {
      assertThat(delivery).hasToString("AlertDelivery[webhook]");
    }
  }

  @Test
  void alertmanager_base_isFollowedByThePathOfItsApi() {
    for (String base : List.of("http://am:9093", "http://am:9093/", "http://am:9093//")) {
      assertThat(request(Receiver.alertmanager(URI.create(base))).uri())
          .hasToString("http://am:9093/api/v2/alerts");
    }
    assertThat(request(Receiver.alertmanager(URI.create("https://x/am/"))).uri())
        .hasToString("https://x/am/api/v2/alerts");
  }

  @Test
  void webhook_withSecret_isSignedAsOthersSignIt() {
    HttpRequest request = request(Receiver.webhook(WEBHOOK, "key"));
    String body = body(request);
    assertThat(request.headers().firstValue("X-Sre4j-Signature"))
        .hasValue("sha256=" + hmac("key", body));
    assertThat(request(Receiver.webhook(WEBHOOK)).headers().map())
        .doesNotContainKey("X-Sre4j-Signature");
    // RFC 4231, test case 2: the oracle itself.
    assertThat(hmac("Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void header_isSentAndReplacesTheSameHeader() {
    Receiver receiver = Receiver.webhook(WEBHOOK).header("Authorization", "a");
    assertThat(request(receiver.header("authorization", "b")).headers().allValues("Authorization"))
        .containsExactly("b");
  }

  /** RFC 2104, written out. */
  private static String hmac(String key, String text) {
    try {
      byte[] inner = new byte[64];
      byte[] outer = new byte[64];
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 64; i++) {
        byte b = i < bytes.length ? bytes[i] : 0;
        inner[i] = (byte) (b ^ 0x36);
        outer[i] = (byte) (b ^ 0x5c);
      }
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(inner);
      byte[] first = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      sha.update(outer);
      return HexFormat.of().formatHex(sha.digest(first));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String body(HttpRequest request) {
    StringBuilder body = new StringBuilder();
    request
        .bodyPublisher()
        .orElseThrow()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ByteBuffer buffer) {
                body.append(StandardCharsets.UTF_8.decode(buffer));
              }

              @Override
              public void onError(Throwable thrown) {
                throw new AssertionError(thrown);
              }

              @Override
              public void onComplete() {}
            });
    return body.toString();
  }
}
