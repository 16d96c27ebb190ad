package io.sre4j.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), piece by piece. Strings may hold anything: what JSON or a
 * terminal would take as control is escaped, half of a surrogate pair becomes U+FFFD. Not
 * thread-safe.
 */
final class Json {
  private final StringBuilder text = new StringBuilder(512);
  private boolean first = true;

  Json beginObject() {
    return open('{');
  }

  Json endObject() {
    return close('}');
  }

  Json beginArray() {
    return open('[');
  }

  Json endArray() {
    return close(']');
  }

  /** The name of the next value. */
  Json name(String name) {
    separate();
    quote(name);
    text.append(':');
    first = true;
    return this;
  }

  /** A string, or {@code null}. */
  Json value(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  Json value(long value) {
    separate();
    text.append(value);
    return this;
  }

  /** A number; {@code null} where JSON has none: NaN and infinity. */
  Json value(double value) {
    separate();
    if (Double.isFinite(value)) {
      text.append(value);
    } else {
      text.append("null");
    }
    return this;
  }

  Json field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  Json field(String name, long value) {
    return name(name).value(value);
  }

  Json field(String name, double value) {
    return name(name).value(value);
  }

  Json field(String name, OptionalDouble value) {
    return field(name, value.orElse(Double.NaN));
  }

  Json field(String name, Map<String, String> values) {
    name(name).beginObject();
    values.forEach(this::field);
    return endObject();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private Json open(char bracket) {
    separate();
    text.append(bracket);
    first = true;
    return this;
  }

  private Json close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
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
