package io.sre4j.otel.content;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Server spans that say otherwise than the SLI of their request: an answer from 500 on that it
 * counts as bad, and the span has no error; or an answer below 400 that it does not count as bad,
 * and the span has one. A bad request with a good answer was too slow, of which spans say nothing.
 *
 * <p>The spans of bad requests are remembered by id: 4,096 of them, the newer in the place of the
 * older. So many are not exported late.
 */
final class VerdictCheck implements SpanDataChecks.Check {
  private static final int PLACES = 4_096;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final AtomicReferenceArray<@Nullable String> bad = new AtomicReferenceArray<>(PLACES);
  private final Signals signals;
  private final DefectCounter defect;

  VerdictCheck(Signals signals) {
    this.signals = signals;
    this.defect = signals.of(Defect.VERDICT_DISAGREES);
    Runnable unused = signals.badRequests().add((traceId, spanId) -> remember(spanId));
  }

  private boolean remember(String spanId) {
    bad.set(place(spanId), spanId);
    return false;
  }

  private static int place(String spanId) {
    int hash = spanId.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    int status = Dialect.status(span.getAttributes());
    if (status == 0 || span.getKind() != SpanKind.SERVER || !signals.isAttached(Hook.VERDICTS)) {
      return;
    }
    String route = Dialect.operation(span.getAttributes());
    String subject = route == null ? "no route" : route;
    defect.inspected(subject);
    boolean isError = span.getStatus().getStatusCode() == StatusCode.ERROR;
    String remembered = bad.get(place(span.getSpanId()));
    boolean isBad = span.getSpanId().equals(remembered);
    if (isBad && !isError && status >= SERVER_ERROR && dialect == Dialect.MICROMETER) {
      defect.found(subject, span.getTraceId(), "bad for the SLI, no error for the span");
    } else if (!isBad && isError && status < CLIENT_ERROR) {
      defect.found(subject, span.getTraceId(), "an error for the span, not bad for the SLI");
    }
  }
}
