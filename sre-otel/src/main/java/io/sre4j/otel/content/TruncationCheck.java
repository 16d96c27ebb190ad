package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Spans that recorded more attributes, events or links than the SDK kept. An attribute that was set
 * twice is recorded twice, so attributes are cut for sure only where there are as many as an SDK
 * keeps unless told otherwise.
 */
final class TruncationCheck implements SpanDataChecks.Check {
  private static final int MOST_ATTRIBUTES = SpanLimits.getDefault().getMaxNumberOfAttributes();

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
    int attributes = span.getAttributes().size();
    if (attributes >= MOST_ATTRIBUTES && span.getTotalAttributeCount() > attributes) {
      return "attributes were cut";
    }
    if (span.getTotalRecordedEvents() > span.getEvents().size()) {
      return "events were cut";
    }
    return span.getTotalRecordedLinks() > span.getLinks().size() ? "links were cut" : null;
  }
}
