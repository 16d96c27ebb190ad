package io.sre4j.spring.operation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.tracing.RequestTrace;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.time.TimeSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts each operation of one kind once, when its observation stops: by its status if there is one
 * (from 500 on bad), else bad if it failed, excluded if whoever asked left. Never throws.
 *
 * @param <C> how such operations are observed
 */
public abstract class OperationHandler<C extends Observation.Context>
    implements ObservationHandler<C> {
  private static final int FIRST_BAD = 500;

  private final Supplier<Operations> connect;
  private final RecordingFailures failures;
  /* A field, so that a good event makes no lambda. */
  private final Function<C, @Nullable EventAttributes> attributes = this::attributes;
  private volatile @Nullable Operations operations;

  /**
   * Counts by what {@code connect} says.
   *
   * @param connect called when the first operation begins
   */
  protected OperationHandler(Supplier<Operations> connect, RecordingFailures failures) {
    this.connect = connect;
    this.failures = failures;
  }

  @Override
  public final void onStart(C context) {
    try {
      Object span = RequestTrace.current(context);
      context.put(OperationCall.class, new OperationCall(TimeSource.nanoTime(), span));
      begun(context, operations());
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public final void onStop(C context) {
    try {
      OperationCall call = context.get(OperationCall.class);
      if (call != null && call.ends()) {
        long nanos = TimeSource.nanoTime() - call.startNanos();
        OperationCounter counter = counter(context, operations());
        if (counter != null) {
          int status = status(context);
          Throwable failure = failure(context);
          Outcome usual = usual(context, status, failure);
          ended(context, counter.ended(usual, status, failure, nanos, context, attributes));
        }
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  /** What counts it; null if nothing does. */
  protected abstract @Nullable OperationCounter counter(C context, Operations known);

  /** What it was, for the evidence; a template, never what a user wrote. */
  protected abstract @Nullable String route(C context);

  /** The status of HTTP; 0 if there is none. */
  protected int status(C context) {
    return 0;
  }

  /** What was thrown; null if nothing was. */
  protected @Nullable Throwable failure(C context) {
    return context.getError();
  }

  /** Whether whoever asked for it did not wait for its end. */
  protected boolean isAbandoned(C context) {
    return false;
  }

  /** It has begun. */
  protected void begun(C context, Operations known) {}

  /** It has been counted. */
  protected void ended(C context, Outcome outcome) {}

  private Outcome usual(C context, int status, @Nullable Throwable failure) {
    if (status > 0) {
      return status >= FIRST_BAD ? Outcome.BAD : Outcome.GOOD;
    }
    if (failure != null) {
      return Outcome.BAD;
    }
    return isAbandoned(context) ? Outcome.EXCLUDED : Outcome.GOOD;
  }

  private EventAttributes attributes(C context) {
    OperationCall call = context.getRequired(OperationCall.class);
    return call.attributes(context, route(context), failure(context));
  }

  private Operations operations() {
    Operations connected = operations;
    if (connected == null) {
      connected = connect.get();
      operations = connected;
    }
    return connected;
  }
}
