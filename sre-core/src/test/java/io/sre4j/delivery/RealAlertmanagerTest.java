package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.real.Inbox;
import io.sre4j.real.RealChain;
import io.sre4j.real.RealPart;
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
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Alertmanager, where there is one, takes what is sent as it is meant. */
@Tag("long")
class RealAlertmanagerTest {
  private static final JsonMapper READER = new JsonMapper();
  private static final String ALERTS = "/api/v2/alerts";
  private static final String SHOP = "shop \"\\ <é\uD83D\uDE00>";
  private static final Receiver.Renewal FAST = Receiver.Renewal.of(Duration.ofMillis(250));
  private static final String CONFIG =
      """
      route: {receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 1s}
      receivers: [{name: hook, webhook_configs: [{url: '%s', send_resolved: true}]}]
      """;

  @TempDir private Path directory;
  private RealChain chain;
  private Inbox inbox;
  private RealPart alertmanager;

  @BeforeEach
  void start() throws Exception {
    chain = new RealChain(directory);
    inbox = new Inbox();
    alertmanager = chain.alertmanager(CONFIG.formatted(inbox.url()));
  }

  @AfterEach
  void stop() throws Exception {
    inbox.close();
    chain.close();
  }

  private JsonNode await(Predicate<JsonNode> wish) throws Exception {
    return READER.readTree(alertmanager.await(ALERTS, body -> wish.test(READER.readTree(body))));
  }

  private JsonNode notified() throws InterruptedException {
    JsonNode body = READER.readTree(inbox.next());
    assertThat(body.get("alerts")).hasSize(1);
    return body.get("alerts").get(0);
  }

  @Test
  void alertOfAnEngine_firesAndIsResolvedInAlertmanagerAndAtItsWebhook() throws Exception {
    FakeTime time = new FakeTime(Instant.now().minusSeconds(1_800));
    try (AlertDelivery delivery =
            AlertDelivery.builder()
                .receiver(Receiver.alertmanager(alertmanager.url()))
                .label("service", SHOP)
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
      JsonNode alert = await(alerts -> alerts.size() == 1).get(0);
      assertThat(alert.get("labels").get("slo").asString()).isEqualTo("checkout");
      assertThat(alert.get("labels").get("service").asString()).isEqualTo(SHOP);
      assertThat(alert.get("labels").get("team_1").asString()).isEqualTo("shop");
      assertThat(alert.get("annotations").get("summary").asString()).contains("burns");
      assertThat(alert.get("annotations").get("runbook_url").asString()).contains("?a=1&b=2");
      JsonNode firing = notified();
      assertThat(firing.get("status").asString()).isEqualTo("firing");
      tickUntil(engine, recorder, time, Outcome.GOOD, AlertState.RESOLVED);
      await(JsonNode::isEmpty);
      JsonNode resolved = notified();
      assertThat(resolved.get("status").asString()).isEqualTo("resolved");
      assertThat(resolved.get("fingerprint")).isEqualTo(firing.get("fingerprint"));
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
  void alertThatFiresOn_staysActiveMuchLongerThanOneNoticeIsValid() throws Exception {
    try (AlertDelivery delivery =
        AlertDelivery.to(Receiver.alertmanager(alertmanager.url(), FAST))) {
      delivery.onTransition(Alerts.fires("a", Instant.now(), "burns"));
      Instant first = endsAt(await(alerts -> alerts.size() == 1));
      boolean[] gone = new boolean[1];
      await(alerts -> {
        gone[0] |= alerts.isEmpty();
        return gone[0] || endsAt(alerts).isAfter(first.plus(FAST.validity().multipliedBy(4)));
      });
      assertThat(gone[0]).as("the alert expired").isFalse();
      assertThat(notified().get("status").asString()).isEqualTo("firing");
    }
    // The process ends without a word: Alertmanager forgets the alert by itself.
    await(JsonNode::isEmpty);
    assertThat(notified().get("status").asString()).isEqualTo("resolved");
  }

  private static Instant endsAt(JsonNode alerts) {
    return Instant.parse(alerts.get(0).get("endsAt").asString());
  }

  @Test
  void resolvedThisVeryMoment_isResolvedAtOnce() throws Exception {
    try (AlertDelivery delivery = AlertDelivery.to(Receiver.alertmanager(alertmanager.url()))) {
      delivery.onTransition(Alerts.fires("a", Instant.now(), "burns"));
      await(alerts -> alerts.size() == 1);
      delivery.onTransition(Alerts.resolves("a", Instant.now(), "no more"));
      assertResolvedSoon();
    }
  }

  @Test
  void alertmanagersClockIsSlow_isResolvedByARenewal() throws Exception {
    TimeSource ahead =
        () -> new Tick(TimeSource.nanoTime(), Instant.now().plus(Duration.ofSeconds(3)));
    try (AlertDelivery delivery =
        AlertDelivery.builder()
            .receiver(
                Receiver.alertmanager(
                    alertmanager.url(),
                    new Receiver.Renewal(Duration.ofMillis(250), Duration.ofMinutes(4))))
            .timeSource(ahead)
            .build()) {
      delivery.onTransition(Alerts.fires("a", ahead.now().at(), "burns"));
      await(alerts -> alerts.size() == 1);
      delivery.onTransition(Alerts.resolves("a", ahead.now().at(), "no more"));
      assertResolvedSoon();
    }
  }

  /** Before the four minutes that a firing alert is valid are over. */
  private void assertResolvedSoon() throws Exception {
    await(JsonNode::isEmpty);
    assertThat(notified().get("status").asString()).isEqualTo("firing");
    assertThat(notified().get("status").asString()).isEqualTo("resolved");
  }
}
