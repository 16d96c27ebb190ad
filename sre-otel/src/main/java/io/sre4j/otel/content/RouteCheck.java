package io.sre4j.otel.content;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.Set;

/**
 * Server spans of HTTP without a route. One that was answered for want of a route (404, 405), or
 * before anyone looked for it (401, 403), has none to tell; static files are served under {@code
 * /**} and are not judged.
 */
final class RouteCheck implements SpanDataChecks.Check {
  private static final Set<Integer> BEFORE_ROUTING = Set.of(401, 403, 404, 405);
  private static final Set<String> NO_TEMPLATES = Set.of("", "/*", "UNKNOWN");
  private static final String STATIC = "/**";

  private final DefectCounter defect;

  RouteCheck(Signals signals) {
    this.defect = signals.of(Defect.ROUTE_MISSING);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (span.getKind() != SpanKind.SERVER
        || dialect == Dialect.NONE
        || BEFORE_ROUTING.contains(Dialect.status(span.getAttributes()))) {
      return;
    }
    String route = Dialect.route(span.getAttributes());
    if (STATIC.equals(route)) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    if (route == null || NO_TEMPLATES.contains(route)) {
      defect.found(scope, span.getTraceId());
    }
  }
}
