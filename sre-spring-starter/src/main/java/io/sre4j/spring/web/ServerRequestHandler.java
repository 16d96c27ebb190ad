package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.signal.RouteCounter;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.tracing.RequestTrace;
import io.sre4j.spring.tracing.TraceIds;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.net.SocketException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Counts each request once when its observation stops: excluded if the client left, else by the
 * response's status (from 500 on bad), else by the exception. Never throws.
 */
abstract class ServerRequestHandler<C extends Observation.Context>
    implements ObservationHandler<C> {
  private final Supplier<HttpSliRouter> connect;
  private final RecordingFailures failures;
  /* A field, so that a good request makes no lambda. */
  private final Function<C, @Nullable EventAttributes> attributes = this::attributes;
  private volatile @Nullable HttpSliRouter router;

  /**
   * Counts what {@code connect} says.
   *
   * @param connect called at the first request, when every bean is there: an engine whose listeners
   *     call other services would need this handler to be made before itself
   */
  ServerRequestHandler(Supplier<HttpSliRouter> connect, RecordingFailures failures) {
    this.connect = connect;
    this.failures = failures;
  }

  @Override
  public final void onStart(C context) {
    try {
      Object span = RequestTrace.current(context);
      context.put(ServerCall.class, new ServerCall(TimeSource.nanoTime(), span));
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public final void onError(C context) {
    try {
      ServerCall call = context.get(ServerCall.class);
      if (call != null) {
        call.keep(template(context));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public final void onStop(C context) {
    try {
      ServerCall call = context.get(ServerCall.class);
      if (call != null && call.ends(isUnfinished(context))) {
        record(context, call, call.finished(TimeSource.nanoTime()));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  abstract String method(C context);

  abstract @Nullable String template(C context);

  /** 0 if there is none. */
  abstract int status(C context);

  abstract boolean isCommitted(C context);

  abstract @Nullable String traceParent(C context);

  boolean isAborted(C context) {
    return false;
  }

  /** Whether the response is still to be made. */
  boolean isUnfinished(C context) {
    return false;
  }

  private void record(C context, ServerCall call, long nanos) {
    String kept = call.template();
    HttpSliRouter.Destination destination =
        router().destination(method(context), kept != null ? kept : template(context));
    SliRecorder[] recorders = destination.recorders();
    RouteCalls calls = destination.calls();
    if (recorders.length == 0 || calls == null) {
      return;
    }
    RouteCounter counter = destination.counter();
    if (counter != null) {
      counter.count(RequestTrace.state(context, call.span()));
    }
    call.route(destination.route());
    RequestCalls made = call.settle();
    Outcome outcome = outcome(context, call);
    calls.ended(outcome, made);
    OutcomeRules[] rules = destination.rules();
    for (int i = 0; i < recorders.length; i++) {
      Outcome counted = rules[i].of(outcome, status(context), failure(context, call), nanos);
      call.bad(counted == Outcome.BAD);
      recorders[i].record(counted, nanos, context, attributes);
    }
  }

  private HttpSliRouter router() {
    HttpSliRouter connected = router;
    if (connected == null) {
      connected = connect.get();
      router = connected;
    }
    return connected;
  }

  private Outcome outcome(C context, ServerCall call) {
    if (isAborted(context)) {
      return Outcome.EXCLUDED;
    }
    Throwable failure = failure(context, call);
    int status = status(context);
    if (failure != null && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      return ownConnectionBroke(context, call, failure) ? Outcome.BAD : Outcome.EXCLUDED;
    }
    if (status > 0) {
      return status >= 500 ? Outcome.BAD : Outcome.GOOD;
    }
    return failure == null ? Outcome.GOOD : Outcome.BAD;
  }

  /**
   * Whether a broken connection was one to another service, which reads like the client's: such a
   * call was seen to fail, or the JDK threw it before anything was sent to the client.
   */
  private boolean ownConnectionBroke(C context, ServerCall call, Throwable failure) {
    Class<?> root = NestedExceptionUtils.getMostSpecificCause(failure).getClass();
    boolean plain = root == IOException.class || root == SocketException.class;
    return call.hasFailedDependency() || (plain && !isCommitted(context));
  }

  private @Nullable Throwable failure(C context, ServerCall call) {
    Throwable error = context.getError();
    return error != null ? error : call.handled();
  }

  private EventAttributes attributes(C context) {
    ServerCall call = context.getRequired(ServerCall.class);
    Throwable failure = failure(context, call);
    return new EventAttributes(
        call.route(),
        failure == null ? null : name(failure.getClass()),
        call.dependency(),
        traceId(context, call));
  }

  /** Only of a trace that will be there: another one would lead whoever looks for it nowhere. */
  private @Nullable String traceId(C context, ServerCall call) {
    TraceIds own = RequestTrace.ids(context, call.span());
    if (own != null) {
      boolean isKept = router().keeps(own);
      return isKept || own.isSampled() ? own.traceId() : null;
    }
    TraceIds callers = TraceIds.parse(traceParent(context));
    return callers != null && callers.isSampled() ? callers.traceId() : null;
  }

  private static String name(Class<?> exception) {
    String simple = exception.getSimpleName();
    return simple.isEmpty() ? exception.getName() : simple;
  }
}
