package io.sre4j.delivery;

import io.sre4j.json.JsonWriter;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts as {@code POST /api/v2/alerts} of Alertmanager takes them (prometheus.io/docs/alerting).
 *
 * <p>Labels identify an alert, so they hold nothing that changes while it fires. A firing alert
 * expires by itself when it was not sent again while it was valid. A resolved one counts only if it
 * ends in the past of Alertmanager's clock: with an end that is still to come it stays active until
 * it expires. So it ends when it was last known to burn, a tick before, and is sent again too.
 */
final class AlertmanagerFormat implements Receiver.Format {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Duration validity;

  AlertmanagerFormat(Duration validity) {
    this.validity = validity;
  }

  @Override
  public String body(List<AlertNotice> notices, Instant now) {
    JsonWriter json = JsonWriter.compact().beginArray();
    notices.forEach(notice -> write(json, notice, endsAt(notice, now)));
    return json.endArray().toString();
  }

  private Instant endsAt(AlertNotice notice, Instant now) {
    return notice.firing() ? now.plus(validity) : notice.transition().at().minus(TICK);
  }

  /** Alertmanager refuses an end before the start. */
  private static void write(JsonWriter json, AlertNotice notice, Instant endsAt) {
    Instant startsAt = endsAt.isBefore(notice.startsAt()) ? endsAt : notice.startsAt();
    json.beginObject()
        .field("labels", labels(notice))
        .field("annotations", annotations(notice))
        .field("startsAt", startsAt.toString())
        .field("endsAt", endsAt.toString())
        .endObject();
  }

  private static Map<String, String> labels(AlertNotice notice) {
    Map<String, String> labels = new TreeMap<>();
    notice.transition().slo().labels().forEach((k, v) -> labels.putIfAbsent(labelName(k), v));
    notice.labels().forEach((name, value) -> labels.put(labelName(name), value));
    labels.put("alertname", "SloBurnRate");
    labels.put("slo", notice.transition().slo().name());
    labels.put("severity", notice.severity());
    labels.put("long", DurationText.format(notice.transition().rule().longWindow()));
    labels.put("short", DurationText.format(notice.transition().rule().shortWindow()));
    return labels;
  }

  private static Map<String, String> annotations(AlertNotice notice) {
    Map<String, String> annotations = new TreeMap<>();
    Slo slo = notice.transition().slo();
    annotations.put("summary", notice.summary());
    annotations.put("scope", "instance");
    if (!slo.description().isEmpty()) {
      annotations.put("description", slo.description());
    }
    slo.owner().ifPresent(owner -> annotations.put("owner", owner));
    slo.runbook().ifPresent(runbook -> annotations.put("runbook_url", runbook.toString()));
    return annotations;
  }

  /** A label's name has letters, digits and '_' and does not begin with a digit. */
  private static String labelName(String text) {
    String name = text.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
