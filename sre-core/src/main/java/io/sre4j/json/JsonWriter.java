package io.sre4j.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), piece by piece. Strings may hold anything: what JSON or a
 * terminal would take as control is escaped, half of a surrogate pair becomes U+FFFD. Not
 * thread-safe.
 */
public final class JsonWriter {
  /** What belongs before the next name or value. */
  private enum Before {
    NOTHING,
    BREAK,
    COMMA
  }

  private final StringBuilder text = new StringBuilder(512);
  private final boolean indented;
  private Before before = Before.NOTHING;
  private boolean breaks;
  private int depth;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** All in one line, but for {@link #newLine()}. */
  public static JsonWriter compact() {
    return new JsonWriter(false);
  }

  /** A line for each name and value, two spaces for each level. */
  public static JsonWriter indented() {
    return new JsonWriter(true);
  }

  /** Begins an object. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Ends an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Begins an array. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Ends an array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** The next name, value or end begins a line. */
  public JsonWriter newLine() {
    breaks = true;
    return this;
  }

  /** The name of the next value. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    text.append(indented ? ": " : ":");
    before = Before.NOTHING;
    return this;
  }

  /** A string, or {@code null}. */
  public JsonWriter value(@Nullable String value) {
    if (value == null) {
      return literal("null");
    }
    separate();
    quote(value);
    return this;
  }

  /** A whole number. */
  public JsonWriter value(long value) {
    return literal(Long.toString(value));
  }

  /** A number; {@code null} where JSON has none: NaN and infinity. */
  public JsonWriter value(double value) {
    return literal(Double.isFinite(value) ? Double.toString(value) : "null");
  }

  /** A number, exactly. */
  public JsonWriter value(BigDecimal value) {
    return literal(value.toString());
  }

  /** A truth. */
  public JsonWriter value(boolean value) {
    return literal(Boolean.toString(value));
  }

  /**
   * Anything that {@link JsonReader} gives: maps, lists, strings, numbers, booleans, and {@link
   * JsonReader#NULL}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public JsonWriter tree(Object value) {
    if (value instanceof Map<?, ?> map) {
      beginObject();
      map.forEach((name, member) -> name(String.valueOf(name)).tree(member));
      return endObject();
    }
    if (value instanceof List<?> list) {
      beginArray();
      list.forEach(this::tree);
      return endArray();
    }
    if (value instanceof Double number) {
      return value(number.doubleValue());
    }
    if (value instanceof Number || value instanceof Boolean) {
      return literal(value.toString());
    }
    if (value instanceof String string) {
      return value(string);
    }
    if (value.equals(JsonReader.NULL)) {
      return literal("null");
    }
    throw new IllegalArgumentException("no JSON: " + value.getClass());
  }

  /** A name and a string, or {@code null}. */
  public JsonWriter field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  /** A name and a whole number. */
  public JsonWriter field(String name, long value) {
    return name(name).value(value);
  }

  /** A name and a number; {@code null} where JSON has none. */
  public JsonWriter field(String name, double value) {
    return name(name).value(value);
  }

  /** A name and a number; {@code null} where there is none. */
  public JsonWriter field(String name, OptionalDouble value) {
    return field(name, value.orElse(Double.NaN));
  }

  /** A name and an object of strings. */
  public JsonWriter field(String name, Map<String, String> values) {
    name(name).beginObject();
    values.forEach(this::field);
    return endObject();
  }

  /** Moves what is written so far to {@code out}, for a text of any length. */
  public void moveTo(Appendable out) throws IOException {
    out.append(text);
    text.setLength(0);
  }

  /** What is written so far. */
  @Override
  public String toString() {
    return text.toString();
  }

  private JsonWriter literal(String literal) {
    separate();
    text.append(literal);
    return this;
  }

  private JsonWriter open(char bracket) {
    separate();
    text.append(bracket);
    before = Before.BREAK;
    depth++;
    return this;
  }

  private JsonWriter close(char bracket) {
    depth--;
    if (before == Before.COMMA || breaks) {
      breakLine();
    }
    text.append(bracket);
    before = Before.COMMA;
    return this;
  }

  private void separate() {
    if (before == Before.COMMA) {
      text.append(',');
    }
    if (before != Before.NOTHING) {
      breakLine();
    }
    before = Before.COMMA;
  }

  private void breakLine() {
    if (indented || breaks) {
      text.append('\n');
    }
    if (indented) {
      text.append("  ".repeat(depth));
    }
    breaks = false;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        text.append(c).append(value.charAt(++i));
      } else {
        append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    text.append('"');
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c == '\n') {
      text.append("\\n");
    } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
