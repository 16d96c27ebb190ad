package io.sre4j.sli;

import org.jspecify.annotations.Nullable;

/**
 * What is known about an event that burns a budget, beside its outcome and duration. Immutable.
 *
 * <p>Route, exception and dependency are counted, so give templates and class names, never user
 * input. Texts longer than 200 characters are cut.
 *
 * @param route the template of the operation: {@code GET /orders/{id}}
 * @param exception the simple name of the exception's class
 * @param dependency what the event was waiting for or failed by: {@code inventory}
 * @param traceId the id of its trace, shown but not counted
 */
public record EventAttributes(
    @Nullable String route,
    @Nullable String exception,
    @Nullable String dependency,
    @Nullable String traceId) {
  /** Nothing is known. */
  public static final EventAttributes NONE = new EventAttributes(null, null, null, null);

  private static final int MAX_LENGTH = 200;

  /** Cuts long texts. */
  public EventAttributes {
    route = cut(route);
    exception = cut(exception);
    dependency = cut(dependency);
    traceId = cut(traceId);
  }

  /** Only the route is known. */
  public static EventAttributes route(String route) {
    return new EventAttributes(route, null, null, null);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }

  /** An attribute by which bad events are counted. */
  public enum Dimension {
    /** The template of the operation. */
    ROUTE,
    /** The exception's class. */
    EXCEPTION,
    /** What was waited for or failed. */
    DEPENDENCY
  }
}
