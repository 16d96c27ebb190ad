package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which conventions the attributes of a span follow, if it is one of HTTP at all. */
public enum Dialect {
  /** OpenTelemetry's, since 2023: {@code http.request.method}. */
  STABLE,
  /** OpenTelemetry's before: {@code http.method}. */
  OLD,
  /** Micrometer's keys, or any span that its bridge made: its status follows other rules. */
  MICROMETER,
  /** None of these: a query, a message, a step of the service's own. */
  NONE;

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> OLD_METHOD = AttributeKey.stringKey("http.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<String> URI = AttributeKey.stringKey("uri");

  /** What Boot calls the tracer behind Micrometer's bridge. */
  private static final String BRIDGE = "org.springframework.boot";

  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> OLD_STATUS = AttributeKey.longKey("http.status_code");
  private static final AttributeKey<String> STATUS_AS_TEXT =
      AttributeKey.stringKey("http.response.status_code");
  private static final AttributeKey<String> MICROMETER_STATUS = AttributeKey.stringKey("status");
  private static final int DIGITS = 3;
  private static final List<AttributeKey<String>> METHODS =
      List.of(METHOD, AttributeKey.stringKey("method"), OLD_METHOD);
  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
  private static final String UNKNOWN_METHOD = "_OTHER";

  /** The dialect of a span. */
  static Dialect of(SpanData span) {
    Attributes attributes = span.getAttributes();
    boolean bridged = BRIDGE.equals(span.getInstrumentationScopeInfo().getName());
    boolean stable = attributes.get(METHOD) != null;
    if (bridged || (attributes.get(URI) != null && attributes.get(OUTCOME) != null)) {
      return stable || attributes.get(URI) != null ? MICROMETER : NONE;
    }
    if (stable) {
      return STABLE;
    }
    return attributes.get(OLD_METHOD) != null ? OLD : NONE;
  }

  /** Whether Micrometer's bridge made the span, of whatever kind. */
  static boolean isBridged(SpanData span) {
    return BRIDGE.equals(span.getInstrumentationScopeInfo().getName());
  }

  /** The template of the route, by whichever key; null if there is none. */
  static @Nullable String route(Attributes attributes) {
    String route = attributes.get(ROUTE);
    return route != null ? route : attributes.get(URI);
  }

  /** Method and route, {@code GET /orders/{id}}; null if there is no route. */
  static @Nullable String operation(Attributes attributes) {
    String route = route(attributes);
    return route == null ? null : method(attributes) + " " + route;
  }

  /** One of a few: what else a client sends is nobody's subject. */
  private static String method(Attributes attributes) {
    for (AttributeKey<String> key : METHODS) {
      String method = attributes.get(key);
      if (method != null) {
        return KNOWN_METHODS.contains(method) ? method : UNKNOWN_METHOD;
      }
    }
    return UNKNOWN_METHOD;
  }

  /** The status of the HTTP response; 0 if there is none. */
  static int status(Attributes attributes) {
    Long status = attributes.get(STATUS);
    if (status == null) {
      status = attributes.get(OLD_STATUS);
    }
    if (status != null) {
      return status.intValue();
    }
    String text = attributes.get(STATUS_AS_TEXT);
    return text != null ? number(text) : number(attributes.get(MICROMETER_STATUS));
  }

  private static int number(@Nullable String text) {
    if (text == null || text.length() != DIGITS || !text.chars().allMatch(Character::isDigit)) {
      return 0;
    }
    return Integer.parseInt(text);
  }
}
