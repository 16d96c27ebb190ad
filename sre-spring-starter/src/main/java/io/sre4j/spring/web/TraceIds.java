package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The trace a request belongs to: from the tracer if there is one, else from the caller's header.
 */
final class TraceIds {
  static final String HEADER = "traceparent";

  private static final boolean TRACED =
      ClassUtils.isPresent(
          "io.micrometer.tracing.handler.TracingObservationHandler",
          TraceIds.class.getClassLoader());
  /* W3C Trace Context, 3.2: version, trace id, parent id, flags. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private TraceIds() {}

  static @Nullable String of(Observation.ContextView context, @Nullable String header) {
    String traced = TRACED ? Tracer.traceId(context) : null;
    return traced != null ? traced : parse(header);
  }

  private static @Nullable String parse(@Nullable String header) {
    return header != null && TRACEPARENT.matcher(header).matches() ? header.substring(3, 35) : null;
  }

  /** Loaded only if Micrometer Tracing is there. */
  private static final class Tracer {
    static @Nullable String traceId(Observation.ContextView context) {
      TracingContext tracing = context.get(TracingContext.class);
      if (tracing == null || tracing.getSpan() == null) {
        return null;
      }
      String id = tracing.getSpan().context().traceId();
      return id.isEmpty() ? null : id;
    }
  }
}
