package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsTest {
  private static final JsonMapper READER = new JsonMapper();
  private static final Instant FIRED = Alerts.START;
  private static final Instant NOW = FIRED.plusSeconds(2);
  private static final Duration VALIDITY = Duration.ofMinutes(4);
  private static final String HOSTILE = "a\"},{\"b\\\n<!channel> & \u2028 \uD83D\uDE00";

  private static final AlertNotice FIRING =
      Alerts.notice(Alerts.fires("checkout", FIRED, "burns 30x"), FIRED, 0);
  private static final AlertNotice RESOLVED =
      Alerts.notice(Alerts.resolves("checkout", NOW, "burns no more"), FIRED, 0);

  private static JsonNode read(Receiver.Format format, AlertNotice... notices) {
    return READER.readTree(format.body(List.of(notices), NOW));
  }

  private static AlertNotice hostile(AlertState to) {
    AlertTransition transition =
        Alerts.transition(Alerts.hostile(HOSTILE), AlertState.PENDING, to, FIRED, HOSTILE);
    return Alerts.notice(transition, FIRED, 0);
  }

  @Test
  void alertmanager_firing_hasStableLabelsAndAnEndInTheFuture() {
    JsonNode alert = read(new AlertmanagerFormat(VALIDITY), FIRING, RESOLVED).get(0);
    Map<String, String> labels = new TreeMap<>();
    alert.get("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    assertThat(labels)
        .containsExactly(
            Map.entry("alertname", "SloBurnRate"),
            Map.entry("long", "1h"),
            Map.entry("severity", "page"),
            Map.entry("short", "5m"),
            Map.entry("slo", "checkout"));
    assertThat(alert.get("startsAt").asString()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(alert.get("endsAt").asString()).isEqualTo("2026-11-23T09:04:02Z");
    assertThat(alert.get("annotations").get("summary").asString())
        .isEqualTo("checkout [page 1h/5m] burns 30x");
  }

  @Test
  void alertmanager_resolved_hasTheSameLabelsAndEndsATickBefore() {
    JsonNode alerts = read(new AlertmanagerFormat(VALIDITY), FIRING, RESOLVED);
    assertThat(alerts.get(1).get("labels")).isEqualTo(alerts.get(0).get("labels"));
    assertThat(alerts.get(1).get("startsAt")).isEqualTo(alerts.get(0).get("startsAt"));
    assertThat(alerts.get(1).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:01Z");
  }

  @Test
  void alertmanager_wallClockWasSetBack_endsNowAndNotBeforeItStarts() {
    Instant later = NOW.plus(Duration.ofHours(1));
    JsonNode alerts =
        read(
            new AlertmanagerFormat(VALIDITY),
            Alerts.notice(Alerts.fires("checkout", later, ""), later, 0),
            Alerts.notice(Alerts.resolves("checkout", NOW, ""), later, 0));
    for (JsonNode alert : alerts) {
      Instant startsAt = Instant.parse(alert.get("startsAt").asString());
      assertThat(Instant.parse(alert.get("endsAt").asString())).isAfterOrEqualTo(startsAt);
    }
    assertThat(alerts.get(1).get("endsAt").asString()).isEqualTo("2026-11-23T09:00:01Z");
  }

  @Test
  void alertmanager_labelsOfTheOwner_areNamedAsPrometheusAllowsAndDoNotReplaceOurs() {
    JsonNode labels =
        read(new AlertmanagerFormat(VALIDITY), hostile(AlertState.FIRING)).get(0).get("labels");
    assertThat(labels.get("team_1").asString()).isEqualTo(HOSTILE);
    assertThat(labels.get("severity").asString()).isEqualTo("page");
    labels.propertyNames().forEach(name -> assertThat(name).matches("[a-zA-Z_][a-zA-Z0-9_]*"));
  }

  @Test
  void pagerDuty_firingAndResolved_shareTheKey() {
    PagerDutyFormat format = new PagerDutyFormat("R0UTING");
    JsonNode trigger = read(format, FIRING);
    JsonNode resolve = read(format, RESOLVED);
    assertThat(trigger.get("event_action").asString()).isEqualTo("trigger");
    assertThat(resolve.get("event_action").asString()).isEqualTo("resolve");
    assertThat(trigger.get("routing_key").asString()).isEqualTo("R0UTING");
    assertThat(trigger.get("dedup_key").asString()).isEqualTo("sre4j/checkout/page/1h/5m");
    assertThat(resolve.get("dedup_key")).isEqualTo(trigger.get("dedup_key"));
    JsonNode payload = trigger.get("payload");
    assertThat(payload.get("severity").asString()).isEqualTo("critical");
    assertThat(payload.get("source").asString()).isEqualTo("sre4j");
    assertThat(payload.get("timestamp").asString()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(payload.get("custom_details").get("long window").asString())
        .isEqualTo("1h: 30 bad of 1000, burn rate 30.00");
    assertThat(resolve.has("payload")).isFalse();
  }

  @Test
  void pagerDuty_longSummary_isCutToWhatIsAllowed() {
    String emoji = "\uD83D\uDE00".repeat(2_000);
    AlertNotice notice = Alerts.notice(Alerts.fires("checkout", FIRED, emoji), FIRED, 0);
    String summary =
        read(new PagerDutyFormat("k"), notice).get("payload").get("summary").asString();
    assertThat(summary).hasSizeBetween(1_023, 1_024).endsWith("\uDE00\u2026");
  }

  @Test
  void slack_textsFromOutside_cannotMentionOrLink() {
    String text = read(new SlackFormat(), hostile(AlertState.FIRING)).get("text").asString();
    assertThat(text)
        .startsWith(":red_circle: page: checkout [page 1h/5m] a\"")
        .contains("&lt;!channel&gt; &amp;")
        .contains("https://wiki/runbook?a=1&amp;b=2")
        .doesNotContain("<");
    assertThat(read(new SlackFormat(), RESOLVED).get("text").asString())
        .startsWith(":large_green_circle: resolved: checkout");
  }

  @Test
  void webhook_hasTheFieldsThatAreDocumented() throws Exception {
    JsonNode body = read(new WebhookFormat(), FIRING);
    List<String> names = new ArrayList<>();
    collect("", body, names);
    String documented = Files.readString(Path.of("../docs/delivery.md"));
    assertThat(names).allSatisfy(name -> assertThat(documented).contains("| `" + name + "` |"));
    long rows = documented.lines().filter(line -> line.startsWith("| `")).count();
    assertThat(names).hasSize((int) rows);
  }

  private static void collect(String path, JsonNode node, List<String> names) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = path + field.getKey();
      JsonNode value = field.getValue();
      boolean free = field.getKey().equals("labels");
      if (value.isArray()) {
        collect(name + "[].", value.get(0), names);
      } else if (value.isObject() && !free) {
        collect(name + ".", value, names);
      } else {
        names.add(name);
      }
    }
  }

  @Test
  void webhook_values() {
    JsonNode body = read(new WebhookFormat(), RESOLVED);
    assertThat(body.get("schema").asString()).isEqualTo("sre4j/alert/v1");
    assertThat(body.get("status").asString()).isEqualTo("resolved");
    assertThat(body.get("endsAt").asString()).isEqualTo(NOW.toString());
    JsonNode evidence = body.get("evidence");
    assertThat(evidence.get("long").get("bad").asInt()).isEqualTo(30);
    assertThat(evidence.get("short").get("burnRate").isNull()).isTrue();
    assertThat(evidence.get("exhaustedInSeconds").asDouble()).isEqualTo(7_200);
    assertThat(evidence.get("lastBad").get(0).get("durationSeconds").asDouble()).isEqualTo(1.5);
    assertThat(read(new WebhookFormat(), FIRING).get("endsAt").isNull()).isTrue();
    JsonNode hostile = read(new WebhookFormat(), hostile(AlertState.FIRING));
    assertThat(hostile.get("slo").get("owner").asString()).isEqualTo(HOSTILE);
  }

  @Test
  void key_isTheSameAtAnyTimeAndOtherForOtherLabels() {
    AlertTransition first = Alerts.fires("checkout", FIRED, "x");
    AlertTransition later = Alerts.resolves("checkout", FIRED.plusSeconds(99_999), "y");
    Map<String, String> shop = Map.of("service", "shop");
    assertThat(AlertNotice.key(first, shop))
        .isEqualTo(AlertNotice.key(later, shop))
        .isEqualTo("sre4j/checkout/page/1h/5m/service=shop")
        .isNotEqualTo(AlertNotice.key(first, Map.of()));
  }

  @Test
  void key_manyLongLabels_staysShortAndDistinct() {
    AlertTransition transition = Alerts.fires("a".repeat(63), FIRED, "x");
    String value = "v".repeat(127);
    String one = AlertNotice.key(transition, Map.of("service", value + "1"));
    String two = AlertNotice.key(transition, Map.of("service", value + "2"));
    assertThat(one).hasSizeLessThanOrEqualTo(200).isNotEqualTo(two);
  }
}
