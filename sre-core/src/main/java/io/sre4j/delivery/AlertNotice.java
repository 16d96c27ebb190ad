package io.sre4j.delivery;

import io.sre4j.alert.AlertTransition;
import io.sre4j.slo.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * What receivers are told: an alert fires, or fires no more. Immutable.
 *
 * @param key names the alert, the same after a restart; at most 200 characters
 * @param firing whether it fires; else it is resolved
 * @param startsAt when it fired
 * @param transition what happened, with its evidence
 * @param labels who sends this, in the order of their names
 * @param acceptedNanos when it was queued, by the monotonic clock
 */
record AlertNotice(
    String key,
    boolean firing,
    Instant startsAt,
    AlertTransition transition,
    Map<String, String> labels,
    long acceptedNanos) {
  private static final int MAX_KEY = 200;
  private static final int READABLE = 120;

  /**
   * The name of an alert: the SLO's, the rule's severity and windows, and the labels. No time and
   * no number of a process, so that a restarted one continues the alerts of the one before.
   */
  static String key(AlertTransition transition, Map<String, String> labels) {
    StringBuilder key = new StringBuilder("sre4j/");
    key.append(transition.slo().name()).append('/');
    key.append(transition.rule().id().replace(' ', '/'));
    labels.forEach((name, value) -> key.append('/').append(name).append('=').append(value));
    String full = key.toString();
    return full.length() <= MAX_KEY ? full : full.substring(0, READABLE) + '/' + digest(full);
  }

  /** When it was resolved; never before it fired, whatever the wall clock was set to. */
  Instant endsAt() {
    return transition.at().isBefore(startsAt) ? startsAt : transition.at();
  }

  /** {@code page} or {@code ticket}. */
  String severity() {
    return transition.rule().severity().name().toLowerCase(Locale.ROOT);
  }

  boolean isPage() {
    return transition.rule().severity() == Severity.PAGE;
  }

  /** One line that a person woken at night can read. */
  String summary() {
    return transition.slo().name()
        + " ["
        + transition.rule().id()
        + "] "
        + transition.evidence().explanation();
  }

  /** The text, or its beginning if it is longer than that many chars; no surrogate pair is cut. */
  static String clip(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + '\u2026';
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
