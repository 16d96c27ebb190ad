package io.sre4j.delivery;

import io.sre4j.json.JsonWriter;
import io.sre4j.slo.Slo;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages of a Slack incoming webhook. Slack takes {@code &}, {@code <} and {@code >} as control
 * characters (docs.slack.dev, "Formatting message text"): escaped, nobody outside can mention a
 * channel or write a link.
 */
final class SlackFormat implements Receiver.Format {
  private static final int MAX_TEXT = 3_000;

  @Override
  public String body(List<AlertNotice> notices, Instant now) {
    return JsonWriter.compact()
        .beginObject()
        .field("text", text(notices.get(0)))
        .endObject()
        .toString();
  }

  private static String text(AlertNotice notice) {
    Slo slo = notice.transition().slo();
    StringBuilder text = new StringBuilder();
    text.append(icon(notice)).append(' ');
    text.append(notice.firing() ? notice.severity() : "resolved").append(": ");
    text.append(escape(AlertNotice.clip(notice.summary(), MAX_TEXT)));
    if (!notice.labels().isEmpty()) {
      String labels =
          notice.labels().entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(", "));
      text.append("\n").append(escape(labels));
    }
    slo.owner().ifPresent(owner -> text.append("\nowner: ").append(escape(owner)));
    slo.runbook()
        .ifPresent(runbook -> text.append("\nrunbook: ").append(escape(runbook.toString())));
    return text.toString();
  }

  private static String icon(AlertNotice notice) {
    if (!notice.firing()) {
      return ":large_green_circle:";
    }
    return notice.isPage() ? ":red_circle:" : ":large_yellow_circle:";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
