package io.sre4j.spring.web;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

/**
 * Requests of one method, or of all, to the route templates that match a pattern.
 *
 * @param method in upper case; null for every method
 * @param pattern an Ant-style path pattern: {@code /orders/**}
 */
public record Route(@Nullable String method, String pattern) {
  static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
  /* Shared, so that it reads each pattern once; it forgets them when they are many. */
  private static final AntPathMatcher MATCHER = new AntPathMatcher();
  private static final String REMEDY = "write a path such as /orders/**, or POST /checkout";

  /**
   * Reads {@code POST /checkout} or {@code /orders/**}.
   *
   * @throws InvalidDefinitionException if it is neither
   */
  public static Route parse(String text) {
    String[] words = text.trim().split("\\s+", -1);
    String pattern = words[words.length - 1];
    if (words.length > 2 || !pattern.startsWith("/")) {
      throw new InvalidDefinitionException("routes", text, "is no route; " + REMEDY);
    }
    String method = words.length == 2 ? words[0].toUpperCase(Locale.ROOT) : null;
    if (method != null && !METHODS.contains(method)) {
      throw new InvalidDefinitionException(
          "routes", text, words[0] + " is no HTTP method; " + REMEDY);
    }
    Route route = new Route(method, pattern);
    try {
      route.matches("GET", "/a/b/c");
    } catch (PatternSyntaxException e) {
      throw new InvalidDefinitionException(
          "routes", text, "cannot be read, " + e.getDescription() + "; " + REMEDY);
    }
    return route;
  }

  /**
   * Whether requests of this kind belong to the route. The template of a catch-all handler ({@code
   * /**}: static files and what nobody serves) is matched by patterns with {@code **} only.
   */
  boolean matches(String requestMethod, String template) {
    if (method != null && !method.equals(requestMethod)) {
      return false;
    }
    if (pattern.equals(template)) {
      return true;
    }
    boolean catchAll = template.contains("**") && !pattern.contains("**");
    return !catchAll && MATCHER.match(pattern, template);
  }

  @Override
  public String toString() {
    return method == null ? pattern : method + " " + pattern;
  }
}
