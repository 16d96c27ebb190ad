package io.sre4j.coverage;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Routes, or other subjects, that are meant to be as they are. Immutable.
 *
 * <p>In a pattern {@code *} stands for any characters but a slash, {@code **} for any, and a last
 * {@code /**} also for nothing. A route with a method matches with it or without: {@code GET
 * /actuator/health} matches {@code /actuator/**}.
 */
final class AllowList {
  /**
   * What is asked by machines all day and usually not traced: health, the actuator, error pages and
   * the handlers of static files, whose template is {@code /**}.
   */
  static final AllowList EDGE =
      new AllowList(
          Set.of("/**", "/error", "/favicon.ico", "/healthz", "/livez", "/readyz"),
          List.of(pattern("/actuator/**"), pattern("/health/**"), pattern("/webjars/**")));

  /** Matches nothing. */
  static final AllowList NOTHING = new AllowList(Set.of(), List.of());

  private static final int MAX_PATTERNS = 1_000;
  private static final int MAX_LENGTH = 200;

  private final Set<String> texts;
  private final List<Pattern> patterns;

  private AllowList(Set<String> texts, List<Pattern> patterns) {
    this.texts = texts;
    this.patterns = patterns;
  }

  /**
   * Matches what any of the patterns does.
   *
   * @param path the field that they stand in
   * @throws InvalidDefinitionException if one is blank or too long, or there are too many
   */
  static AllowList of(String path, Collection<String> patterns) {
    if (patterns.size() > MAX_PATTERNS) {
      throw new InvalidDefinitionException(
          path, patterns.size() + " patterns", "at most " + MAX_PATTERNS);
    }
    for (String pattern : patterns) {
      if (pattern.isBlank() || pattern.length() > MAX_LENGTH) {
        throw new InvalidDefinitionException(
            path, pattern, "a pattern has 1 to " + MAX_LENGTH + " characters: GET /internal/**");
      }
    }
    return new AllowList(Set.of(), patterns.stream().map(AllowList::pattern).toList());
  }

  boolean matches(String subject) {
    int method = subject.indexOf(' ');
    return matchesAll(subject) || (method > 0 && matchesAll(subject.substring(method + 1)));
  }

  private boolean matchesAll(String text) {
    return texts.contains(text) || patterns.stream().anyMatch(p -> p.matcher(text).matches());
  }

  private static Pattern pattern(String glob) {
    boolean andBelow = glob.endsWith("/**");
    String body = andBelow ? glob.substring(0, glob.length() - 3) : glob;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < body.length(); i++) {
      if (body.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (body.charAt(i) == '*') {
        regex.append("[^/]*");
      } else {
        regex.append(Pattern.quote(body.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex + (andBelow ? "(/.*)?" : ""));
  }
}
