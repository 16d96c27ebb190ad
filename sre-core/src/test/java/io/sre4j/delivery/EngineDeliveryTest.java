package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.store.Store;
import io.sre4j.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine with a store, its delivery and a receiver, across restarts and changes. */
class EngineDeliveryTest {
  private static final AlertRule FAST =
      new AlertRule(
          Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 14.4, Duration.ofSeconds(30));
  private static final AlertRule OTHER =
      AlertRule.of(Severity.PAGE, Duration.ofHours(2), Duration.ofMinutes(5), 7);
  private static final String KEY = "sre4j/s/page/1h/5m";

  @TempDir Path directory;
  private RawServer server;

  @BeforeEach
  void open() throws Exception {
    server = new RawServer();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static Slo slo(AlertRule... rules) {
    return Slo.builder("s")
        .objective(Objective.availability("http", Target.of("99%")))
        .alerting(AlertPolicy.of("test", rules))
        .label("team", "pay")
        .build();
  }

  /** One process. */
  private final class Run implements AutoCloseable {
    final FakeTime time;
    final AlertDelivery delivery;
    final SreEngine engine;
    final SliRecorder recorder;

    Run(Instant start, Slo slo, AlertDelivery delivery) {
      this.time = new FakeTime(start);
      this.delivery = delivery;
      this.engine =
          SreEngine.builder()
              .timeSource(time)
              .manualTicks()
              .sli(Sli.events("http"))
              .slo(slo)
              .store(Store.in(directory))
              .listener(delivery)
              .build();
      this.recorder = engine.recorder("http");
    }

    List<String> ticks(int seconds, int good, int bad) {
      List<String> changes = new ArrayList<>();
      for (int i = 0; i < seconds; i++) {
        recorder.record(Outcome.GOOD, 0, good);
        recorder.record(Outcome.BAD, 0, bad);
        time.advance(Duration.ofSeconds(1));
        for (AlertTransition change : engine.tick()) {
          changes.add(change.from() + "-" + change.to());
        }
      }
      return changes;
    }

    /** After a while of service, an outage that goes on. */
    Run burning() {
      ticks(3_000, 3, 0);
      assertThat(ticks(600, 0, 3)).containsExactly("INACTIVE-PENDING", "PENDING-FIRING");
      return this;
    }

    @Override
    public void close() {
      engine.close();
      delivery.close();
    }

    Run restarted(Duration down, Slo slo, AlertDelivery other) {
      close();
      return new Run(time.now().at().plus(down), slo, other);
    }
  }

  private AlertDelivery webhook() {
    return AlertDelivery.to(Receiver.webhook(server.url()));
  }

  private JsonNode next() throws InterruptedException {
    String request = server.requests().poll(VirtualTime.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(request).as("a request").isNotNull();
    return new JsonMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
  }

  /** Status and key of the next notice. */
  private JsonNode next(String status) throws InterruptedException {
    JsonNode notice = next();
    assertThat(notice.get("status").asString()).isEqualTo(status);
    assertThat(notice.get("key").asString()).isEqualTo(KEY);
    return notice;
  }

  @Test
  void restart_alertFires_isToldAgainUnderItsKeySinceThenAndResolved() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    String startsAt = next("firing").get("startsAt").asString();
    run = run.restarted(Duration.ofSeconds(5), slo(FAST), webhook());
    assertThat(run.ticks(2, 0, 3)).containsExactly("FIRING-FIRING");
    assertThat(next("firing").get("startsAt").asString()).isEqualTo(startsAt);
    assertThat(run.ticks(310, 9, 0)).containsExactly("FIRING-RESOLVED");
    assertThat(next("resolved").get("startsAt").asString()).isEqualTo(startsAt);
    run = run.restarted(Duration.ofSeconds(5), slo(FAST), webhook());
    run.ticks(2, 9, 0);
    run.close();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void restart_alertFiresAtAlertmanager_isRenewedAsTheSameAlert() throws Exception {
    VirtualTime time = VirtualTime.moved(Alerts.START.plusSeconds(3_605));
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    String startsAt = next("firing").get("startsAt").asString();
    AlertDelivery alertmanager =
        AlertDelivery.builder()
            .timeSource(time)
            .pause(time)
            .receiver(Receiver.alertmanager(server.url()))
            .build();
    run = run.restarted(Duration.ofSeconds(5), slo(FAST), alertmanager);
    run.ticks(1, 0, 3);
    JsonNode told = next().get(0);
    assertThat(told.get("startsAt").asString()).isEqualTo(startsAt);
    assertThat(time.nextPause()).isEqualTo(Duration.ofMinutes(1));
    time.advance(Duration.ofMinutes(1));
    JsonNode renewed = next().get(0);
    assertThat(renewed.get("labels")).isEqualTo(told.get("labels"));
    assertThat(renewed.get("startsAt").asString()).isEqualTo(startsAt);
    run.close();
  }

  @Test
  void restart_alertIsFrozenAfterIt_isToldToFireOnce() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    next("firing");
    run = run.restarted(Duration.ofMinutes(3), slo(FAST), webhook());
    assertThat(run.ticks(400, 0, 3))
        .containsExactly("FIRING-FIRING", "FIRING-FROZEN", "FROZEN-FIRING");
    next("firing");
    run.close();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void restart_firingRuleIsGone_isResolvedWithWhatIsKnown() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    next("firing");
    run = run.restarted(Duration.ofSeconds(5), slo(OTHER), webhook());
    assertThat(run.ticks(1, 3, 0)).contains("FIRING-RESOLVED");
    JsonNode end = next("resolved");
    assertThat(end.get("summary").asString()).endsWith("the SLO has no such rule any more");
    assertThat(end.get("endsAt").asString()).isEqualTo(run.time.now().at().toString());
    assertThat(end.get("rule").get("factor").asDouble()).isEqualTo(14.4);
    assertThat(end.get("rule").get("for").asString()).isEqualTo("30s");
    assertThat(end.get("evidence").get("long").get("window").asString()).isEqualTo("1h");
    assertThat(run.ticks(2, 3, 0)).doesNotContain("FIRING-RESOLVED");
    assertThat(run.engine.store().orElseThrow().notes()).isEmpty();
    run.close();
  }

  @Test
  void restart_sloIsNotDefinedAnyMore_isResolvedOnceItsHistoryIsDropped() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    next("firing");
    Slo renamed =
        Slo.builder("other").objective(Objective.availability("http", Target.of("99%"))).build();
    run = run.restarted(Duration.ofSeconds(5), renamed, webhook());
    run.ticks(5, 3, 0);
    run.close();
    JsonNode end = next("resolved");
    assertThat(end.get("summary").asString()).endsWith("the SLO is not defined any more");
    assertThat(end.get("slo").get("labels").get("team").asString()).isEqualTo("pay");
    assertThat(end.get("slo").get("window").asString()).isEqualTo("30d");
    assertThat(end.get("endsAt").asString()).isEqualTo(run.time.now().at().toString());
    run = new Run(run.time.now().at(), renamed, webhook());
    run.ticks(5, 3, 0);
    run.close();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void restart_sloIsAddedAfterIt_goesOnFiring() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    next("firing");
    Slo other =
        Slo.builder("other")
            .objective(Objective.availability("http", Target.of("99%")))
            .alerting(AlertPolicy.none())
            .build();
    run = run.restarted(Duration.ofSeconds(5), other, webhook());
    run.engine.add(slo(FAST));
    assertThat(run.ticks(1, 0, 3)).containsExactly("FIRING-FIRING");
    run.close();
    next("firing");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void remove_alertFires_isResolvedOnceAndFiresAgainWhenItIsAddedAgain() throws Exception {
    try (Run run = new Run(Alerts.START, slo(FAST), webhook()).burning()) {
      next("firing");
      run.engine.remove("s");
      run.engine.remove("s");
      String summary = next("resolved").get("summary").asString();
      assertThat(summary).isEqualTo("s [page 1h/5m] is watched no more: the SLO was removed");
      run.engine.add(slo(FAST));
      assertThat(run.ticks(40, 0, 3)).contains("PENDING-FIRING");
      next("firing");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void remove_firingRuleWasGoneBeforeTheFirstTick_isResolved() throws Exception {
    Run run = new Run(Alerts.START, slo(FAST), webhook()).burning();
    next("firing");
    run = run.restarted(Duration.ofSeconds(5), slo(OTHER), webhook());
    run.engine.remove("s");
    next("resolved");
    run.close();
  }
}
