package io.sre4j.spring.tracing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span and the trace it belongs to. Immutable.
 *
 * @param traceId as the tracer writes it
 * @param spanId as the tracer writes it
 * @param isSampled whether the trace will be exported, as far as the sampler decided
 */
public record TraceIds(String traceId, String spanId, boolean isSampled) {
  /** The request header that says which trace the caller is in. */
  public static final String HEADER = "traceparent";

  /* W3C Trace Context, 3.2: version, trace id, parent id, flags. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
  private static final int SAMPLED = 1;

  /** What a caller says of its own span; null if it says nothing that can be understood. */
  public static @Nullable TraceIds parse(@Nullable String header) {
    if (header == null || !TRACEPARENT.matcher(header).matches()) {
      return null;
    }
    int flags = Integer.parseInt(header.substring(53, 55), 16);
    return new TraceIds(
        header.substring(3, 35), header.substring(36, 52), (flags & SAMPLED) == SAMPLED);
  }
}
