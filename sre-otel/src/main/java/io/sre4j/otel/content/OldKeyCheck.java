package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.Set;

/** Spans with an attribute whose name OpenTelemetry's conventions have given up. */
final class OldKeyCheck implements SpanDataChecks.Check {
  /** https://opentelemetry.io/docs/specs/semconv/non-normative/http-migration/ and db-migration. */
  private static final Set<String> OLD =
      Set.of(
          "http.method",
          "http.status_code",
          "http.url",
          "http.target",
          "http.scheme",
          "net.peer.name",
          "net.host.name",
          "net.host.port",
          "db.system",
          "db.statement",
          "db.operation",
          "messaging.operation");

  private final DefectCounter defect;

  OldKeyCheck(Signals signals) {
    this.defect = signals.of(Defect.OLD_CONVENTION);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (dialect == Dialect.MICROMETER || Dialect.isBridged(span)) {
      return; // http.url is a key of its own there
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    for (AttributeKey<?> key : span.getAttributes().asMap().keySet()) {
      if (OLD.contains(key.getKey())) {
        String subject = defect.wantsSubject() ? scope + " " + key.getKey() : scope;
        defect.found(subject, span.getTraceId());
        return;
      }
    }
  }
}
