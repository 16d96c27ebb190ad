package io.sre4j.otel.span;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a span from its beginning: seen from its kind, its scope and its parent, no
 * attribute. Allocates nothing for a span that is fine. Of locks it takes that of a local parent
 * only, for the one read that tells whether it has ended.
 */
final class StartChecks {
  private final DefectCounter localOrphan;
  private final DefectCounter scopeLeak;
  private final DefectCounter startedLate;
  private final DefectCounter contextLost;
  private final DefectCounter lostOnThread;
  private final DefectCounter doubleServer;
  private final DefectCounter inconsistent;

  StartChecks(Signals signals) {
    this.localOrphan = signals.of(Defect.LOCAL_ORPHAN);
    this.scopeLeak = signals.of(Defect.SCOPE_LEAK);
    this.startedLate = signals.of(Defect.STARTED_LATE);
    this.contextLost = signals.of(Defect.CONTEXT_LOST);
    this.lostOnThread = signals.of(Defect.LOST_ON_THREAD);
    this.doubleServer = signals.of(Defect.DOUBLE_SERVER);
    this.inconsistent = signals.of(Defect.INCONSISTENT_SAMPLING);
  }

  void started(Context parentContext, ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    SpanKind kind = span.getKind();
    if (kind == SpanKind.CLIENT || kind == SpanKind.PRODUCER) {
      outgoing(span, parent);
    }
    if (!parent.isValid()) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    if (parent.isRemote()) {
      inconsistent.inspected(scope);
      if (isSampledAgainst(parent, span)) {
        inconsistent.found(scope, traceId(span));
      }
    } else {
      local(Span.fromContext(parentContext), span, scope);
    }
  }

  /** A call that belongs to no trace, on a thread that works for somebody. */
  private void outgoing(ReadableSpan span, SpanContext parent) {
    String thread = Thread.currentThread().getName();
    if (BackgroundThreads.isOne(thread)) {
      return;
    }
    contextLost.inspected();
    if (!parent.isValid()) {
      String prefix = contextLost.wantsSubject() ? BackgroundThreads.prefix(thread) : null;
      String scope = span.getInstrumentationScopeInfo().getName();
      contextLost.found(prefix == null ? null : scope + " on " + prefix, traceId(span));
      lostOnThread.inspected();
      lostOnThread.found(prefix, traceId(span));
    }
  }

  private void local(Span parent, ReadableSpan span, String scope) {
    boolean isAgents = AgentSpans.isOne(parent);
    localOrphan.inspected(scope);
    if (!isAgents && isSampledAgainst(span.getParentSpanContext(), span)) {
      localOrphan.found(scope, traceId(span));
    }
    boolean serves = span.getKind() == SpanKind.SERVER || span.getKind() == SpanKind.CONSUMER;
    if (parent instanceof ReadableSpan readable) {
      beneath(readable, span, scope, serves);
    } else if (isAgents && serves) {
      twice(SpanKind.SERVER, "the agent", span, scope);
    }
  }

  private void beneath(ReadableSpan parent, ReadableSpan span, String scope, boolean serves) {
    if (isMessageOfBatch(parent, span)) {
      return;
    }
    DefectCounter late = serves ? scopeLeak : startedLate;
    late.inspected(scope);
    if (parent.hasEnded()) {
      late.found(scope, traceId(span));
    } else if (serves) {
      twice(parent.getKind(), parent.getInstrumentationScopeInfo().getName(), span, scope);
    }
  }

  /** Who takes a batch of messages ends its span before the messages are worked on. */
  private static boolean isMessageOfBatch(ReadableSpan parent, ReadableSpan span) {
    return span.getKind() == SpanKind.CONSUMER && parent.getKind() == SpanKind.CONSUMER;
  }

  /** A server span within one of another instrumentation: the same request twice. */
  private void twice(SpanKind outer, String outerScope, ReadableSpan span, String scope) {
    if (span.getKind() != SpanKind.SERVER) {
      return;
    }
    doubleServer.inspected();
    if (outer == SpanKind.SERVER && !outerScope.equals(scope)) {
      String both = doubleServer.wantsSubject() ? outerScope + " and " + scope : null;
      doubleServer.found(both, traceId(span));
    }
  }

  private static boolean isSampledAgainst(SpanContext parent, ReadableSpan span) {
    return span.getSpanContext().isSampled() && !parent.isSampled();
  }

  /** Only a sampled trace will be found by who looks for it. */
  private static @Nullable String traceId(ReadableSpan span) {
    SpanContext context = span.getSpanContext();
    return context.isSampled() ? context.getTraceId() : null;
  }
}
