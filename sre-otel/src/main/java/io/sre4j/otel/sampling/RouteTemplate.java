package io.sre4j.otel.sampling;

import org.jspecify.annotations.Nullable;

/**
 * A route as it is written, with or without a method: {@code GET /orders/{id}}, {@code /orders/**}.
 * Matching allocates nothing. Immutable.
 *
 * @param method null for any
 * @param template segments; {@code *} and {@code {name}} stand for one, a last {@code **} for all
 */
record RouteTemplate(@Nullable String method, String template) {

  static RouteTemplate of(String route) {
    int space = route.indexOf(' ');
    return space < 0
        ? new RouteTemplate(null, route)
        : new RouteTemplate(route.substring(0, space), route.substring(space + 1).strip());
  }

  boolean matches(@Nullable String calledBy, String path) {
    return (method == null || method.equals(calledBy)) && matches(path);
  }

  private boolean matches(String path) {
    int t = 0;
    int p = 0;
    while (t < template.length()) {
      int templateEnd = end(template, t);
      if (template.startsWith("/**", t) && templateEnd == template.length()) {
        return true;
      }
      if (p >= path.length()) {
        return false;
      }
      int pathEnd = end(path, p);
      if (!isAny(t + 1) && !isSame(t, templateEnd, path, p, pathEnd)) {
        return false;
      }
      t = templateEnd;
      p = pathEnd;
    }
    return p == path.length();
  }

  private boolean isAny(int at) {
    return at < template.length() && (template.charAt(at) == '*' || template.charAt(at) == '{');
  }

  private boolean isSame(int from, int to, String path, int pathFrom, int pathTo) {
    return to - from == pathTo - pathFrom
        && template.regionMatches(from, path, pathFrom, to - from);
  }

  /** Where the segment that begins there ends: before the next slash. */
  private static int end(String text, int from) {
    int slash = text.indexOf('/', from + 1);
    return slash < 0 ? text.length() : slash;
  }
}
