package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import org.jspecify.annotations.Nullable;

/** Spans that recorded more attributes, events or links than the SDK kept. */
final class TruncationCheck implements SpanDataChecks.Check {
  private final DefectCounter defect;

  TruncationCheck(Signals signals) {
    this.defect = signals.of(Defect.TRUNCATED);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    String cut = cut(span);
    if (cut != null) {
      defect.found(scope, span.getTraceId(), cut);
    }
  }

  private static @Nullable String cut(SpanData span) {
    if (span.getTotalAttributeCount() > span.getAttributes().size()) {
      return "attributes were cut";
    }
    if (span.getTotalRecordedEvents() > span.getEvents().size()) {
      return "events were cut";
    }
    return span.getTotalRecordedLinks() > span.getLinks().size() ? "links were cut" : null;
  }
}
