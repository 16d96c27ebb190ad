package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.List;
import java.util.Map;

/** Spans of HTTP in the stable conventions without an attribute that these require. */
final class RequiredCheck implements SpanDataChecks.Check {
  /** https://opentelemetry.io/docs/specs/semconv/http/http-spans/, requirement level. */
  private static final Map<SpanKind, List<AttributeKey<?>>> REQUIRED =
      Map.of(
          SpanKind.SERVER,
          List.of(
              Dialect.METHOD,
              AttributeKey.stringKey("url.path"),
              AttributeKey.stringKey("url.scheme")),
          SpanKind.CLIENT,
          List.of(
              Dialect.METHOD,
              AttributeKey.stringKey("server.address"),
              AttributeKey.longKey("server.port"),
              AttributeKey.stringKey("url.full")));

  private final DefectCounter defect;

  RequiredCheck(Signals signals) {
    this.defect = signals.of(Defect.ATTRIBUTE_MISSING);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (dialect != Dialect.STABLE) {
      return;
    }
    List<AttributeKey<?>> required = REQUIRED.get(span.getKind());
    if (required == null) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    for (AttributeKey<?> key : required) {
      if (span.getAttributes().get(key) == null) {
        defect.found(scope, span.getTraceId(), key.getKey());
        return;
      }
    }
  }
}
