package io.sre4j.otel.content;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;

/** Server spans that begin a trace, by route: on one that only services call, a lost context. */
final class RootCheck implements SpanDataChecks.Check {
  private final DefectCounter defect;

  RootCheck(Signals signals) {
    this.defect = signals.of(Defect.INTERNAL_ROOT);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    String route = Dialect.operation(span.getAttributes());
    if (span.getKind() != SpanKind.SERVER || route == null) {
      return;
    }
    defect.inspected(route);
    if (!span.getParentSpanContext().isValid()) {
      defect.found(route, span.getTraceId());
    }
  }
}
