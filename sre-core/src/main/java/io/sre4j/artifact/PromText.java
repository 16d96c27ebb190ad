package io.sre4j.artifact;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Durations, numbers, label names and strings as Prometheus writes and reads them. */
final class PromText {
  private static final long DAY = 86_400;

  private PromText() {}

  /** As Prometheus prints it, in whole weeks or years where it can: 28 days are {@code 4w}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0) {
      return "0s";
    }
    if (seconds % (365 * DAY) == 0) {
      return seconds / (365 * DAY) + "y";
    }
    if (seconds % (7 * DAY) == 0) {
      return seconds / (7 * DAY) + "w";
    }
    return io.sre4j.slo.DurationText.format(Duration.ofSeconds(seconds));
  }

  static String number(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  static String number(double number) {
    return number(BigDecimal.valueOf(number));
  }

  /** A string of PromQL. */
  static String quoted(String text) {
    return '"'
        + wellFormed(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }

  /** A selector: {@code name{a="1",b="2"}}. */
  static String selector(String metric, Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + quoted(label.getValue()))
        .collect(Collectors.joining(",", metric + "{", "}"));
  }

  /** Text that stands in a template and is to be shown as it is. */
  static String literal(String text) {
    return text.replace("{{", "{{\"{{\"}}");
  }

  /** Labels of the owner's choice under names that Prometheus takes, each name once. */
  static Map<String, String> labels(Map<String, String> chosen, Set<String> reserved) {
    Map<String, String> labels = new TreeMap<>();
    new TreeMap<>(chosen)
        .forEach((key, value) -> {
          String name = labelName(key);
          String free = name;
          for (int i = 2; reserved.contains(free) || labels.containsKey(free); i++) {
            free = name + "_" + i;
          }
          // To Prometheus an empty label is none.
          if (!value.isEmpty()) {
            labels.put(free, wellFormed(value));
          }
        });
    return labels;
  }

  private static String labelName(String key) {
    String name = key.replaceAll("[^A-Za-z0-9_]", "_");
    // Names that begin with two underscores are Prometheus's own.
    String stripped = name.replaceAll("^_+", "_");
    return stripped.isEmpty() || Character.isDigit(stripped.charAt(0)) ? "_" + stripped : stripped;
  }

  /**
   * The text with a question mark for each half of a surrogate pair, and for the replacement
   * character, which PromQL takes for broken UTF-8.
   */
  static String wellFormed(String text) {
    StringBuilder wellFormed = new StringBuilder(text.length());
    text.codePoints().map(c -> isBroken(c) ? '?' : c).forEach(wellFormed::appendCodePoint);
    return wellFormed.toString();
  }

  private static boolean isBroken(int c) {
    return c == 0xfffd || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
