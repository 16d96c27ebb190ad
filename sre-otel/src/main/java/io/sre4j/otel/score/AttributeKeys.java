package io.sre4j.otel.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of attributes that the semantic conventions know: {@code attribute-keys.txt}. */
final class AttributeKeys {
  private static final String FILE = "attribute-keys.txt";
  private static final Set<String> KEYS = read();

  private AttributeKeys() {}

  static boolean contain(String name) {
    return KEYS.contains(name);
  }

  private static Set<String> read() {
    try (InputStream in = AttributeKeys.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
