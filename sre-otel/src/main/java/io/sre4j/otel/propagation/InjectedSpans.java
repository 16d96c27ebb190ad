package io.sre4j.otel.propagation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.otel.content.Dialect;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which spans were injected into a request, of those that are counted; and the check of exported
 * spans of calls against them. Database drivers never inject: only HTTP, RPC and messaging count.
 */
final class InjectedSpans implements SpanDataChecks.Check {
  /*
   * State. 4,096 places in rows of eight; each row is a ring. A span's row follows from its id.
   *
   * Progress. To inject is one increment and one write, for one span in 16; nobody waits.
   *
   * Loss and lag bound. A span is forgotten once eight newer ones of its row were injected. Until it
   * is exported, seconds later, so many come only above 300 injected spans a second of those that
   * are counted: from then on only one in 256 is, for good.
   *
   * Why not simpler. There is no place in a span to say so.
   */
  private static final int ROWS = 512;
  private static final int ROW = 8;
  private static final int BUSY = 300;

  private static final List<AttributeKey<String>> OF_CALLS =
      Stream.of("rpc.system", "rpc.system.name", "messaging.system")
          .map(AttributeKey::stringKey)
          .toList();

  private final AtomicReferenceArray<@Nullable String> ids =
      new AtomicReferenceArray<>(ROWS * ROW);
  private final AtomicInteger[] next = new AtomicInteger[ROWS];
  private final AtomicInteger sinceTick = new AtomicInteger();
  private final DefectCounter defect;
  // Written once, seen late without harm.
  private int depth = 1;

  InjectedSpans(Signals signals) {
    this.defect = signals.of(Defect.NOT_PROPAGATED);
    for (int i = 0; i < ROWS; i++) {
      next[i] = new AtomicInteger();
    }
  }

  void injected(String spanId) {
    if (isCounted(spanId)) {
      int row = row(spanId);
      ids.lazySet(row * ROW + (next[row].getAndIncrement() & ROW - 1), spanId);
      if (sinceTick.incrementAndGet() > BUSY) {
        depth = 2;
      }
    }
  }

  /** A second has passed. */
  void tick() {
    sinceTick.set(0);
  }

  private boolean isCounted(String spanId) {
    return spanId.startsWith(depth == 1 ? "0" : "00");
  }

  private static int row(String spanId) {
    int hash = spanId.hashCode();
    return (hash ^ hash >>> 16) & ROWS - 1;
  }

  private boolean contains(String spanId) {
    int first = row(spanId) * ROW;
    for (int i = 0; i < ROW; i++) {
      if (spanId.equals(ids.get(first + i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    SpanKind kind = span.getKind();
    if ((kind != SpanKind.CLIENT && kind != SpanKind.PRODUCER)
        || !isCounted(span.getSpanId())
        || !isCall(span.getAttributes(), dialect)) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    if (!contains(span.getSpanId())) {
      defect.found(scope, span.getTraceId());
    }
  }

  private static boolean isCall(Attributes attributes, Dialect dialect) {
    if (dialect != Dialect.NONE) {
      return true;
    }
    for (AttributeKey<String> key : OF_CALLS) {
      if (attributes.get(key) != null) {
        return true;
      }
    }
    return false;
  }
}
