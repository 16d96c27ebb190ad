package io.sre4j.otel.export;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.List;

/**
 * Spans that were exported while the batch of their parent failed. A child is exported before its
 * parent, or in the same batch, as a rule; so both are remembered, the failed ones and the parents
 * of those that arrived.
 */
final class OrphanCheck {
  private final SpanIds failed = new SpanIds();
  private final SpanIds parentsOfArrived = new SpanIds();
  private final DefectCounter defect;

  OrphanCheck(Signals signals) {
    this.defect = signals.of(Defect.EXPORTED_ORPHAN);
  }

  void arrived(List<SpanData> batch) {
    for (SpanData span : batch) {
      SpanContext parent = span.getParentSpanContext();
      if (parent.isValid() && !parent.isRemote()) {
        long id = SpanIds.number(parent.getSpanId());
        String scope = span.getInstrumentationScopeInfo().getName();
        defect.inspected(scope);
        if (failed.contains(id)) {
          defect.found(scope, span.getTraceId(), "its parent was in a batch that failed before");
        } else {
          parentsOfArrived.add(id);
        }
      }
    }
  }

  void failed(List<SpanData> batch) {
    for (SpanData span : batch) {
      long id = SpanIds.number(span.getSpanId());
      failed.add(id);
      if (parentsOfArrived.contains(id)) {
        String scope = span.getInstrumentationScopeInfo().getName();
        defect.inspected(scope);
        defect.found(scope, span.getTraceId(), "its children had arrived when its batch failed");
      }
    }
  }
}
