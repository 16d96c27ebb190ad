package io.sre4j.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an answer is given: a part that cannot be made is null, and so told from one that
 * says nothing. Logs the first failure of each part. Thread-safe.
 */
final class AnswerParts {
  private static final Log LOG = LogFactory.getLog(SreEndpoint.class);

  /* One such text, of a route or a dependency, and no answer could be written as UTF-8. */
  private static final Pattern HALF_A_PAIR = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /** What is made, or null. */
  @Nullable Object made(String part, Supplier<? extends @Nullable Object> maker) {
    try {
      return maker.get();
    } catch (RuntimeException | LinkageError e) {
      if (logged.add(part)) {
        LOG.warn("The endpoint sre cannot say '" + part + "'; this is logged once", e);
      }
      return null;
    }
  }

  /** The same, with U+FFFD for each half of a surrogate pair. */
  static Map<String, @Nullable Object> encodable(Map<String, ? extends @Nullable Object> json) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    json.forEach((name, value) -> copy.put(encodable(name), encodableValue(value)));
    return copy;
  }

  private static @Nullable Object encodableValue(@Nullable Object value) {
    if (value instanceof String text) {
      return encodable(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(AnswerParts::encodableValue).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach(
          (name, inner) -> copy.put(encodable(String.valueOf(name)), encodableValue(inner)));
      return copy;
    }
    return value;
  }

  private static String encodable(String text) {
    return HALF_A_PAIR.matcher(text).replaceAll("\uFFFD");
  }
}
