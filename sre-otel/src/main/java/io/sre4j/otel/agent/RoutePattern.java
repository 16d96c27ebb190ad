package io.sre4j.otel.agent;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one method, or of all, to the route templates that match a pattern: {@code POST
 * /checkout}, {@code /orders/**}.
 *
 * <p>{@code *} stands for anything within a segment, and so does a variable, {@code {id}}; {@code
 * **} across segments, a last {@code /**} also for nothing. The template of a catch-all handler,
 * {@code /**}, is matched by patterns with {@code **} only. Immutable.
 */
final class RoutePattern {
  private static final Pattern TOKEN = Pattern.compile("/\\*\\*$|\\*\\*|\\*|\\?|\\{[^}]*}");

  private final @Nullable String method;
  private final String text;
  private final Pattern pattern;

  private RoutePattern(@Nullable String method, String text) {
    this.method = method;
    this.text = text;
    this.pattern = compile(text);
  }

  /** Reads what {@code sre4j.io/routes} says, which was checked when the file was read. */
  static RoutePattern of(String route) {
    int blank = route.indexOf(' ');
    return blank < 0
        ? new RoutePattern(null, route)
        : new RoutePattern(route.substring(0, blank), route.substring(blank + 1).strip());
  }

  /** Whether it is of this kind. */
  boolean matches(String requestMethod, String template) {
    if (method != null && !method.equals(requestMethod)) {
      return false;
    }
    if (text.equals(template)) {
      return true;
    }
    boolean isCatchAll = template.contains("**") && !text.contains("**");
    return !isCatchAll && pattern.matcher(template).matches();
  }

  private static Pattern compile(String text) {
    StringBuilder regex = new StringBuilder();
    int[] done = {0};
    TOKEN
        .matcher(text)
        .results()
        .forEach(token -> {
          regex.append(Pattern.quote(text.substring(done[0], token.start())));
          regex.append(meaning(token.group()));
          done[0] = token.end();
        });
    return Pattern.compile(regex + Pattern.quote(text.substring(done[0])));
  }

  private static String meaning(String token) {
    return switch (token) {
      case "/**" -> "(/.*)?";
      case "**" -> ".*";
      case "?" -> "[^/]";
      default -> "[^/]*";
    };
  }

  @Override
  public String toString() {
    return method == null ? text : method + " " + text;
  }
}
