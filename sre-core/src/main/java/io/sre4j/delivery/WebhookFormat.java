package io.sre4j.delivery;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.json.JsonWriter;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.EventAttributes;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.WindowCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The project's own format, {@code sre4j/alert/v1}; docs/delivery.md describes every field. */
final class WebhookFormat implements Receiver.Format {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public String body(List<AlertNotice> notices, Instant now) {
    AlertNotice notice = notices.get(0);
    JsonWriter json =
        JsonWriter.compact()
            .beginObject()
            .field("schema", "sre4j/alert/v1")
            .field("key", notice.key())
            .field("status", notice.firing() ? "firing" : "resolved")
            .field("severity", notice.severity())
            .field("scope", "instance")
            .field("startsAt", notice.startsAt().toString())
            .field("endsAt", notice.firing() ? null : notice.endsAt().toString())
            .field("summary", notice.summary())
            .field("labels", notice.labels());
    slo(json, notice.transition().slo());
    rule(json, notice.transition().rule());
    evidence(json, notice.transition().evidence());
    return json.endObject().toString();
  }

  private static void slo(JsonWriter json, Slo slo) {
    json.name("slo")
        .beginObject()
        .field("name", slo.name())
        .field("description", slo.description())
        .field("owner", slo.owner().orElse(null))
        .field("runbook", slo.runbook().map(Object::toString).orElse(null))
        .field("window", slo.window().text())
        .field("labels", slo.labels())
        .endObject();
  }

  private static void rule(JsonWriter json, AlertRule rule) {
    json.name("rule")
        .beginObject()
        .field("id", rule.id())
        .field("longWindow", DurationText.format(rule.longWindow()))
        .field("shortWindow", DurationText.format(rule.shortWindow()))
        .field("factor", rule.factor())
        .field("for", DurationText.format(rule.holdFor()))
        .endObject();
  }

  private static void evidence(JsonWriter json, AlertEvidence evidence) {
    json.name("evidence").beginObject();
    window(json.name("long"), evidence.longWindow(), evidence.longBurn());
    window(json.name("short"), evidence.shortWindow(), evidence.shortBurn());
    json.field("requiredBad", evidence.requiredBad())
        .field("dispersion", evidence.dispersion())
        .field("onset", evidence.onset().map(Instant::toString).orElse(null))
        .field("budgetSpent", evidence.budgetSpent());
    json.field(
        "exhaustedInSeconds",
        evidence.exhaustion().map(rest -> (double) rest.expected().toSeconds()).orElse(Double.NaN));
    json.name("causes").beginArray();
    evidence.causes().forEach(cause -> cause(json, cause));
    json.endArray().name("lastBad").beginArray();
    evidence.lastBad().forEach(event -> event(json, event));
    json.endArray().endObject();
  }

  private static void window(JsonWriter json, WindowCounts counts, OptionalDouble burn) {
    json.beginObject()
        .field("window", DurationText.format(counts.window()))
        .field("good", counts.good())
        .field("bad", counts.bad())
        .field("burnRate", burn)
        .endObject();
  }

  private static void cause(JsonWriter json, Cause cause) {
    json.beginObject()
        .field("dimension", cause.dimension().name().toLowerCase(Locale.ROOT))
        .field("key", cause.key())
        .field("last5m", cause.last5m())
        .field("last1h", cause.last1h())
        .field("last6h", cause.last6h())
        .endObject();
  }

  private static void event(JsonWriter json, BadEvent event) {
    EventAttributes attributes = event.attributes();
    json.beginObject()
        .field("at", event.at().toString())
        .field("durationSeconds", event.duration().map(WebhookFormat::seconds).orElse(Double.NaN))
        .field("route", attributes.route())
        .field("exception", attributes.exception())
        .field("dependency", attributes.dependency())
        .field("traceId", attributes.traceId())
        .endObject();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
