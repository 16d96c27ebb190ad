package io.sre4j.spring.operation.method;

import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.operation.Failures;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.tracing.RequestTrace;
import io.sre4j.spring.tracing.TraceIds;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.time.TimeSource;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A method whose calls are counted. Thread-safe; throws nothing. */
final class CountedMethod {
  private final String route;
  private final OperationCounter counter;
  private final RecordingFailures failures;
  private final Function<CountedMethod, @Nullable EventAttributes> attributes =
      method -> method.attributes(null);

  CountedMethod(String route, OperationCounter counter, RecordingFailures failures) {
    this.route = route;
    this.counter = counter;
    this.failures = failures;
  }

  /** It returned what was asked for. */
  void succeeded(long startNanos) {
    ended(Outcome.GOOD, null, startNanos);
  }

  /** It threw; excluded if that only says that nobody waited. */
  void failed(Throwable failure, long startNanos) {
    boolean left = failure instanceof CancellationException;
    ended(left ? Outcome.EXCLUDED : Outcome.BAD, failure, startNanos);
  }

  /** Nobody waited for its end. */
  void left(long startNanos) {
    ended(Outcome.EXCLUDED, null, startNanos);
  }

  private void ended(Outcome usual, @Nullable Throwable failure, long startNanos) {
    try {
      long nanos = TimeSource.nanoTime() - startNanos;
      if (failure == null) {
        counter.ended(usual, 0, null, nanos, this, attributes);
      } else {
        counter.ended(usual, 0, failure, nanos, failure, this::attributes);
      }
    } catch (Throwable broken) {
      failures.add(broken);
    }
  }

  private EventAttributes attributes(@Nullable Throwable failure) {
    TraceIds ids = RequestTrace.currentIds();
    String traceId = ids != null && ids.isSampled() ? ids.traceId() : null;
    return new EventAttributes(route, Failures.name(failure), null, traceId);
  }
}
