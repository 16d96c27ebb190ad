package io.sre4j.otel.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.sre4j.finding.Defect;
import io.sre4j.otel.guard.SpanName;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shape of local traces, of those that are counted, and of a busy service of a part of them:
 * how many spans they have, and how many calls of one name follow each other under one parent.
 */
final class LiveRoots {
  /*
   * State. 256 traces, each with plain counters, made once. A trace has eight places to choose from.
   *
   * Progress. A root takes the first free place by a compare-and-set; its spans find it by id and
   * count. Nobody waits, nothing is allocated.
   *
   * Loss and lag bound. Two threads that end spans of one trace together may count one for both:
   * limits of hundreds do not mind. A root without a place is not inspected. Who has not ended
   * after a minute is judged by what it had until then. Which roots take a place: see Choice.
   *
   * Why not simpler. Exact counters for each trace are garbage for each trace. Without a choice two
   * threads that do nothing but make spans were in each other's way: 1.4 times the cost of a span.
   */
  static final int MOST_SPANS = 1_000;
  static final int MOST_EQUAL = 20;

  private static final int PLACES = 256;
  private static final int WINDOW = 8;
  private static final int OLD = 60;

  private final AtomicReferenceArray<@Nullable String> ids = new AtomicReferenceArray<>(PLACES);
  private final Trace[] traces = new Trace[PLACES];
  private final Choice choice = new Choice();
  private final DefectCounter defect;

  LiveRoots(Signals signals) {
    this.defect = signals.of(Defect.HUGE_TRACE);
    for (int i = 0; i < PLACES; i++) {
      traces[i] = new Trace();
    }
  }

  void started(ReadableSpan span, String traceId) {
    int place = find(traceId);
    if (place >= 0) {
      Trace trace = traces[place];
      trace.spans++;
      if (isLocalRoot(span)) {
        trace.openRoots++;
      }
    } else if (isLocalRoot(span) && choice.takes(traceId)) {
      open(span, traceId);
    }
  }

  private void open(ReadableSpan root, String traceId) {
    int first = place(traceId);
    for (int i = 0; i < WINDOW; i++) {
      int at = first + i & PLACES - 1;
      if (ids.get(at) == null && ids.compareAndSet(at, null, traceId)) {
        traces[at].begin(root); // nobody else knows the trace yet
        return;
      }
    }
  }

  void ended(ReadableSpan span, String traceId) {
    int place = find(traceId);
    if (place < 0) {
      return;
    }
    Trace trace = traces[place];
    if (span.getKind() == SpanKind.CLIENT) {
      trace.called(span.getParentSpanContext().getSpanId(), span.getName());
    }
    if (isLocalRoot(span) && --trace.openRoots <= 0) {
      judge(span, trace);
      free(place);
    }
  }

  private void judge(ReadableSpan root, Trace trace) {
    defect.inspected();
    boolean isChatty = trace.mostEqual >= MOST_EQUAL;
    if (isChatty || trace.spans > MOST_SPANS) {
      SpanContext context = root.getSpanContext();
      defect.found(
          SpanName.masked(root.getName()),
          context.isSampled() ? context.getTraceId() : null,
          isChatty ? "20 client calls of one name in a row" : "more than 1,000 spans");
    }
  }

  /** A second has passed: judges what has been open for a minute, and lets go of it. */
  void tick() {
    choice.tick();
    for (int i = 0; i < PLACES; i++) {
      if (ids.get(i) != null && ++traces[i].age >= OLD) {
        ReadableSpan root = traces[i].root;
        if (root != null) {
          judge(root, traces[i]);
        }
        free(i);
      }
    }
  }

  private void free(int place) {
    traces[place].root = null;
    ids.set(place, null);
  }

  private int find(String traceId) {
    int first = place(traceId);
    for (int i = 0; i < WINDOW; i++) {
      int at = first + i & PLACES - 1;
      if (traceId.equals(ids.get(at))) {
        return at;
      }
    }
    return -1;
  }

  private static int place(String traceId) {
    int hash = traceId.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  private static boolean isLocalRoot(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  /** One trace while it is open. */
  private static final class Trace {
    int openRoots;
    int spans;
    int mostEqual;
    int age;
    @Nullable ReadableSpan root;
    private int equal;
    private @Nullable String parent;
    private @Nullable String name;

    void begin(ReadableSpan its) {
      root = its;
      openRoots = 1;
      spans = 1;
      mostEqual = 0;
      age = 0;
      equal = 0;
      parent = null;
      name = null;
    }

    void called(String calledBy, String calledAs) {
      boolean again = calledBy.equals(parent) && calledAs.equals(name);
      equal = again ? equal + 1 : 1;
      parent = calledBy;
      name = calledAs;
      mostEqual = Math.max(mostEqual, equal);
    }
  }
}
