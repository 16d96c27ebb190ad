package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.Dependency;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Tells the request that is being served of each call to another service. Never throws. */
abstract class ClientCallHandler<C extends Observation.Context> implements ObservationHandler<C> {
  private final Dependencies dependencies;
  private final RecordingFailures failures;

  ClientCallHandler(Dependencies dependencies, RecordingFailures failures) {
    this.dependencies = dependencies;
    this.failures = failures;
  }

  @Override
  public final void onStart(C context) {
    try {
      ClientCall call =
          ClientCall.begin(context, TimeSource.nanoTime(), () -> requestEnds(context));
      if (call != null) {
        context.put(ClientCall.class, call);
        call.request().opened(call);
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public final void onError(C context) {
    count(context);
  }

  @Override
  public final void onStop(C context) {
    count(context);
  }

  /** A reactive request may end before an answered call stops: that call is over, too. */
  private void requestEnds(C context) {
    if (isAnswered(context)) {
      count(context);
    }
  }

  /* Once: if it failed when it fails, as it may stop after its request only. */
  private void count(C context) {
    try {
      ClientCall call = context.get(ClientCall.class);
      String service = call == null ? null : service(context);
      if (call != null && service != null) {
        count(call, service, result(context));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  private void count(ClientCall call, String name, Result result) {
    Dependency service = dependencies.named(name);
    RequestCalls calls = call.request().calls();
    if (call.counts(service) && calls != null) {
      calls.called(service, result, TimeSource.nanoTime() - call.startNanos());
    }
    call.request().closed(call);
  }

  /** Null if it is not known, then the call is not counted. */
  abstract @Nullable String service(C context);

  /** Whether an answer is there. */
  abstract boolean isAnswered(C context);

  abstract Result result(C context) throws Exception;
}
