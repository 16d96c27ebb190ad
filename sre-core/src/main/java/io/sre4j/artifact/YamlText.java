package io.sre4j.artifact;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes maps, lists, strings, numbers and booleans as YAML that YAML 1.1 and 1.2 read alike: what
 * is not plainly a word stands in double quotes, text of several printable lines in a block.
 */
final class YamlText {
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(:[A-Za-z_][A-Za-z0-9_]*)*|([1-9][0-9]*[smhdwy])+");
  private static final Pattern BLOCK = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e\\n]*\\n");

  // Words that some version of YAML reads as something else.
  private static final Set<String> NO_STRINGS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** A document; its first lines are the comment. */
  static String document(List<String> comment, Map<String, ?> content) {
    YamlText yaml = new YamlText();
    for (String line : comment) {
      yaml.text.append(line.isEmpty() ? "#" : "# " + line).append('\n');
    }
    yaml.map(content, "", "");
    return yaml.text.toString();
  }

  /**
   * Entries, one for each line.
   *
   * @param first what stands before the first key: the indent, or the dash of a list
   */
  private void map(Map<?, ?> map, String first, String indent) {
    String before = first;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(before).append(scalar(entry.getKey())).append(':');
      value(entry.getValue(), indent);
      before = indent;
    }
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append('\n');
      map(map, indent + "  ", indent + "  ");
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      text.append('\n');
      list.forEach(element -> element(element, indent + "  "));
    } else if (value instanceof String string && BLOCK.matcher(string).matches()) {
      text.append(" |\n");
      string
          .lines()
          .forEach(line -> text.append((indent + "  " + line).stripTrailing()).append('\n'));
    } else {
      text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private void element(Object element, String indent) {
    if (element instanceof Map<?, ?> map && !map.isEmpty()) {
      map(map, indent + "- ", indent + "  ");
    } else {
      text.append(indent).append('-').append(' ').append(scalar(element)).append('\n');
    }
  }

  private static String scalar(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return value instanceof Map<?, ?> ? "{}" : "[]";
    }
    String string = value.toString();
    boolean plain =
        WORD.matcher(string).matches() && !NO_STRINGS.contains(string.toLowerCase(Locale.ROOT));
    return plain ? string : quoted(string);
  }

  /**
   * A string in double quotes, as JSON and all versions of YAML read it: what is not printable is
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
}
