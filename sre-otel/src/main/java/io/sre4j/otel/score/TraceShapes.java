package io.sre4j.otel.score;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.score.ScoreBoard;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the score asks of traces: at most 10 internal spans (SPA-001), no client span as their root
 * (SPA-004), at most 20 spans shorter than 5 ms of whatever kind (SPA-005).
 *
 * <p>Sees this process's part of a trace. It is inspected when the process's root of it is
 * exported, which is the last of its spans as a rule; what comes later can still fail it. Of the
 * last 2,048 traces the spans are known. One thread at a time.
 */
final class TraceShapes {
  private static final int MOST_INTERNAL = 10;
  private static final int MOST_SHORT = 20;
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MOST_TRACES = 2_048;

  private final ScoreBoard.Check internal;
  private final ScoreBoard.Check root;
  private final ScoreBoard.Check brief;
  private final Map<String, Trace> traces = new LinkedHashMap<>(16, 0.75f, true);

  TraceShapes(ScoreBoard board) {
    this.internal = board.of("SPA-001");
    this.root = board.of("SPA-004");
    this.brief = board.of("SPA-005");
  }

  synchronized void look(List<SpanData> batch) {
    for (SpanData span : batch) {
      look(span);
    }
  }

  private void look(SpanData span) {
    String traceId = span.getTraceId();
    Trace trace = of(traceId);
    SpanContext parent = span.getParentSpanContext();
    if (!parent.isValid()) {
      root.inspected();
      if (span.getKind() == SpanKind.CLIENT) {
        root.failed(span.getName() + " in trace " + traceId);
      }
    }
    if (!trace.hasRoot && (!parent.isValid() || parent.isRemote())) {
      trace.hasRoot = true;
      internal.inspected();
      brief.inspected();
    }
    // Each trace fails once: with the first span that is too many.
    if (span.getKind() == SpanKind.INTERNAL && ++trace.internal == MOST_INTERNAL + 1) {
      internal.failed("trace " + traceId);
    }
    if (span.getEndEpochNanos() - span.getStartEpochNanos() < SHORT
        && ++trace.brief == MOST_SHORT + 1) {
      brief.failed("trace " + traceId);
    }
  }

  private Trace of(String traceId) {
    Trace known = traces.get(traceId);
    if (known != null) {
      return known;
    }
    if (traces.size() == MOST_TRACES) {
      Iterator<String> longestUnseen = traces.keySet().iterator();
      longestUnseen.next();
      longestUnseen.remove();
    }
    Trace trace = new Trace();
    traces.put(traceId, trace);
    return trace;
  }

  /** What is known of one trace. */
  private static final class Trace {
    boolean hasRoot;
    int internal;
    int brief;
  }
}
