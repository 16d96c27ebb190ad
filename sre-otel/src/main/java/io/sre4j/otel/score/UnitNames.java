package io.sre4j.otel.score;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the name of a metric repeats its unit: {@code collection.duration.seconds} in {@code s}.
 * A note in braces is no unit, so {@code http.server.active_requests} in <code>{request}</code>
 * repeats none; of a unit that is a quotient all parts have to be there.
 */
final class UnitNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("s", "second"),
          entry("min", "minute"),
          entry("h", "hour"),
          entry("d", "day"),
          entry("wk", "week"),
          entry("By", "byte"),
          entry("bit", "bit"),
          entry("%", "percent"),
          entry("Cel", "celsius"),
          entry("K", "kelvin"),
          entry("Hz", "hertz"),
          entry("m", "meter"),
          entry("g", "gram"),
          entry("V", "volt"),
          entry("A", "ampere"),
          entry("W", "watt"),
          entry("J", "joule"));
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          entry("n", "nano"),
          entry("u", "micro"),
          entry("m", "milli"),
          entry("c", "centi"),
          entry("k", "kilo"),
          entry("M", "mega"),
          entry("G", "giga"),
          entry("T", "tera"),
          entry("Ki", "kibi"),
          entry("Mi", "mebi"),
          entry("Gi", "gibi"),
          entry("Ti", "tebi"));

  private UnitNames() {}

  static boolean contains(String metric, String unit) {
    List<String> parts =
        Arrays.stream(unit.replaceAll("\\{[^{}]*}", "").split("[./]", -1))
            .filter(part -> !part.isEmpty() && !part.equals("1"))
            .toList();
    List<String> words = List.of(metric.split("[._/-]", -1));
    return !parts.isEmpty()
        && parts.stream().allMatch(part -> words.stream().anyMatch(word -> isName(word, part)));
  }

  private static boolean isName(String word, String unit) {
    String name = name(unit);
    String lower = word.toLowerCase(Locale.ROOT);
    return word.equals(unit) || (name != null && (lower.equals(name) || lower.equals(name + "s")));
  }

  private static @Nullable String name(String unit) {
    String name = NAMES.get(unit);
    if (name != null) {
      return name;
    }
    for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
      String base =
          unit.startsWith(prefix.getKey()) ? unit.substring(prefix.getKey().length()) : "";
      if (NAMES.containsKey(base)) {
        return prefix.getValue() + NAMES.get(base);
      }
    }
    return null;
  }
}
