package io.sre4j.otel.propagation;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which tracers carry their context. Those of AWS and Google Cloud are not among
 * them: load balancers add them to every request, whoever traces.
 */
final class KnownHeaders {
  private static final List<String> ALL =
      List.of("traceparent", "b3", "X-B3-TraceId", "uber-trace-id", "sw8", "x-datadog-trace-id");

  /** {@code b3} with a decision only is right: it has no ids to tell. */
  private static final Set<String> DECISIONS = Set.of("0", "1", "d");

  private KnownHeaders() {}

  /**
   * The first header of a tracing context that nobody understood.
   *
   * @param own headers that the propagator reads: there they must be malformed
   * @param others headers that another propagator reads: it may understand them
   * @param all whether headers that nobody reads count, too
   */
  static <C> @Nullable String notUnderstood(
      @Nullable C carrier,
      TextMapGetter<C> getter,
      Set<String> own,
      Set<String> others,
      boolean all) {
    for (String header : ALL) {
      String name = header.toLowerCase(Locale.ROOT);
      if (own.contains(name) || (all && !others.contains(name))) {
        String value = getter.get(carrier, header);
        if (value != null && !value.isBlank() && !DECISIONS.contains(value)) {
          return header;
        }
      }
    }
    return null;
  }
}
