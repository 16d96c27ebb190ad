package io.sre4j.delivery;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.json.JsonWriter;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import io.sre4j.timeline.WindowCounts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Events of PagerDuty's Events API v2: {@code trigger} and {@code resolve}, joined by {@code
 * dedup_key} (developer.pagerduty.com, "Send an Alert Event").
 */
final class PagerDutyFormat implements Receiver.Format {
  private static final int MAX_SUMMARY = 1_024;

  private final String routingKey;

  PagerDutyFormat(String routingKey) {
    this.routingKey = routingKey;
  }

  @Override
  public String body(List<AlertNotice> notices, Instant now) {
    AlertNotice notice = notices.get(0);
    JsonWriter json =
        JsonWriter.compact()
            .beginObject()
            .field("routing_key", routingKey)
            .field("event_action", notice.firing() ? "trigger" : "resolve")
            .field("dedup_key", notice.key());
    if (notice.firing()) {
      json.field("client", "sre4j");
      payload(json, notice);
      links(json, notice);
    }
    return json.endObject().toString();
  }

  private static void payload(JsonWriter json, AlertNotice notice) {
    json.name("payload")
        .beginObject()
        .field("summary", AlertNotice.clip(notice.summary(), MAX_SUMMARY))
        .field("source", notice.labels().getOrDefault("service", "sre4j"))
        .field("severity", notice.isPage() ? "critical" : "warning")
        .field("timestamp", notice.startsAt().toString())
        .field("component", notice.transition().slo().name())
        .field("class", "SLO burn rate");
    json.field("custom_details", details(notice)).endObject();
  }

  private static Map<String, String> details(AlertNotice notice) {
    AlertEvidence evidence = notice.transition().evidence();
    Slo slo = notice.transition().slo();
    Map<String, String> details = new TreeMap<>(slo.labels());
    details.putAll(notice.labels());
    details.put("scope", "instance");
    details.put("rule", notice.transition().rule().id());
    details.put("factor", Double.toString(notice.transition().rule().factor()));
    details.put("long window", window(evidence.longWindow(), evidence.longBurn()));
    details.put("short window", window(evidence.shortWindow(), evidence.shortBurn()));
    slo.owner().ifPresent(owner -> details.put("owner", owner));
    return details;
  }

  private static String window(WindowCounts counts, OptionalDouble burn) {
    return String.format(
        Locale.ROOT,
        "%s: %d bad of %d, burn rate %.2f",
        DurationText.format(counts.window()),
        counts.bad(),
        counts.total(),
        burn.orElse(0));
  }

  private static void links(JsonWriter json, AlertNotice notice) {
    json.name("links").beginArray();
    notice
        .transition()
        .slo()
        .runbook()
        .ifPresent(runbook ->
            json.beginObject()
                .field("href", runbook.toString())
                .field("text", "runbook")
                .endObject());
    json.endArray();
  }
}
