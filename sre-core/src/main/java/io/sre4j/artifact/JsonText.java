package io.sre4j.artifact;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON, two spaces for each level. */
final class JsonText {
  /** The JSON null. */
  static final Object NULL = new Object();

  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  static String document(Map<String, ?> content) {
    JsonText json = new JsonText();
    json.value(content, "\n");
    return json.text.append('\n').toString();
  }

  /**
   * A string in double quotes, as JSON and YAML both read it: all that is not printable ASCII is
   * escaped, half of a surrogate pair becomes a question mark.
   */
  static String quoted(String string) {
    StringBuilder quoted = new StringBuilder(string.length() + 2).append('"');
    PromText.wellFormed(string)
        .chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (c == '\n') {
            quoted.append("\\n");
          } else if (c < ' ' || c == 0x7f || !isPrintable(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }

  /** Surrogates are: they come in pairs, and YAML takes an escaped pair for two characters. */
  private static boolean isPrintable(int unit) {
    int type = Character.getType(unit);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED;
  }

  private void value(Object value, String line) {
    if (value instanceof Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      text.append('{');
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        text.append(line).append("  ").append(quoted(entry.getKey().toString())).append(": ");
        value(entry.getValue(), line + "  ");
        text.append(entries.hasNext() ? "," : line);
      }
      text.append('}');
    } else if (value instanceof List<?> list) {
      list(list, line);
    } else {
      boolean literal = value instanceof Number || value instanceof Boolean;
      String written = literal ? value.toString() : quoted(value.toString());
      text.append(value == NULL ? "null" : written);
    }
  }

  private void list(List<?> list, String line) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ",").append(line).append("  ");
      value(list.get(i), line + "  ");
    }
    text.append(list.isEmpty() ? "" : line).append(']');
  }
}
