package io.sre4j.otel.dependency;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.otel.guard.Guard;
import io.sre4j.sli.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what requests call from their spans, where nothing else in the process sees both: a span
 * processor for an SDK that is built by hand.
 *
 * <pre>{@code
 * SpanDependencies spans = new SpanDependencies(dependencies, route -> Set.of("http"));
 * SdkTracerProvider.builder().addSpanProcessor(spans)
 * }</pre>
 *
 * <p>A request is a {@code SERVER} span without a parent in this process, bad with a status from
 * 500 on or the status ERROR; its calls are the {@code CLIENT} and {@code PRODUCER} spans below it.
 * Only spans that are recorded are seen: at a sampling ratio of 1 % these are 1 % of the requests.
 * Thread-safe; throws nothing into the host.
 */
public final class SpanDependencies implements SpanProcessor {
  /*
   * State. For each open span of a request an entry by its id, at most 10,000 or so.
   *
   * Progress. A span that starts or ends changes a concurrent map, where it meets spans of other
   * requests by chance only.
   *
   * Loss and lag bound. What begins while the table is full is not counted, but for unwatched().
   * A span that never ends keeps its place.
   *
   * Why not simpler. A processor cannot put anything into a span's context, and a span knows its
   * parent's id only.
   */
  static final int MAX_OPEN = 10_000;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final int SERVER_ERROR = 500;

  private final Dependencies dependencies;
  private final Function<String, Set<String>> slis;
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final LongAdder unwatched = new LongAdder();
  private final Guard guard = new Guard("Counting dependencies from spans");

  /** An open span: the request that it belongs to, and the call that it is or is a part of. */
  private record Open(String rootId, RequestCalls calls, @Nullable OpenCall call) {}

  /**
   * Counts there.
   *
   * @param slis the SLIs that count the requests of a route, {@code POST /checkout}; should be fast
   */
  public SpanDependencies(Dependencies dependencies, Function<String, Set<String>> slis) {
    this.dependencies = dependencies;
    this.slis = slis;
  }

  /** Spans of requests that found the table full. */
  public long unwatched() {
    return unwatched.sum();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      Open made = begun(span);
      if (made == null) {
        return;
      }
      if (open.size() >= MAX_OPEN) {
        unwatched.increment();
      } else {
        open.put(span.getSpanContext().getSpanId(), made);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  private @Nullable Open begun(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    if (!parent.isValid() || parent.isRemote()) {
      boolean serves = span.getKind() == SpanKind.SERVER;
      return serves ? new Open(span.getSpanContext().getSpanId(), new RequestCalls(), null) : null;
    }
    Open outer = open.get(parent.getSpanId());
    if (outer == null) {
      return null;
    }
    OpenCall call = isCall(span) ? new OpenCall(outer.calls, outer.call) : outer.call;
    return new Open(outer.rootId, outer.calls, call);
  }

  private static boolean isCall(ReadableSpan span) {
    return span.getKind() == SpanKind.CLIENT || span.getKind() == SpanKind.PRODUCER;
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      String id = span.getSpanContext().getSpanId();
      Open ended = open.remove(id);
      if (ended != null && ended.rootId.equals(id)) {
        requestEnded(span.toSpanData(), ended.calls);
      } else if (ended != null && ended.call != null && isCall(span)) {
        callEnded(span.toSpanData(), ended.call);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  private void callEnded(SpanData span, OpenCall call) {
    Attributes said = span.getAttributes();
    String service = ClientAttributes.service(said);
    boolean threw = span.getStatus().getStatusCode() == StatusCode.ERROR;
    call.ended(
        dependencies.named(service == null ? span.getName() : service),
        ClientAttributes.hasFailed(said, threw),
        span.getEndEpochNanos() - span.getStartEpochNanos());
  }

  private void requestEnded(SpanData span, RequestCalls calls) {
    Attributes said = span.getAttributes();
    String method = said.get(METHOD);
    String template = said.get(ROUTE);
    String known = template == null ? "UNMATCHED" : template;
    String route = method == null ? span.getName() : method + " " + known;
    Set<String> counting = slis.apply(route);
    if (!counting.isEmpty()) {
      RouteCalls to = dependencies.route(route, counting);
      to.ended(isBad(span, said.get(STATUS)) ? Outcome.BAD : Outcome.GOOD, calls);
    }
  }

  private static boolean isBad(SpanData span, @Nullable Long status) {
    return status == null
        ? span.getStatus().getStatusCode() == StatusCode.ERROR
        : status >= SERVER_ERROR;
  }
}
