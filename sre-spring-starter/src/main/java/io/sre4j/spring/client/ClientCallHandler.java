package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.spring.web.ServerCall;
import io.sre4j.time.TimeSource;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Tells the request that is being served of each call to another service. Never throws. */
abstract class ClientCallHandler<C extends Observation.Context> implements ObservationHandler<C> {
  private final RecordingFailures failures;

  ClientCallHandler(RecordingFailures failures) {
    this.failures = failures;
  }

  @Override
  public final void onStart(C context) {
    try {
      ServerCall request = ServerCall.around(context);
      if (request != null) {
        context.put(Running.class, new Running(request, TimeSource.nanoTime()));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public final void onError(C context) {
    note(context);
  }

  @Override
  public final void onStop(C context) {
    note(context);
  }

  /* Twice if it failed: a reactive request may have ended before the call it waited for stops. */
  private void note(C context) {
    try {
      Running running = context.get(Running.class);
      URI service = running == null ? null : service(context);
      if (running != null && service != null) {
        long nanos = TimeSource.nanoTime() - running.startNanos();
        running.request().called(service, nanos, hasFailed(context));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  abstract @Nullable URI service(C context);

  abstract @Nullable HttpStatusCode status(C context) throws Exception;

  /** A refusal (4xx) is an answer, even where the client turns it into an exception. */
  private boolean hasFailed(C context) throws Exception {
    HttpStatusCode status = status(context);
    if (status != null && (status.is5xxServerError() || status.is4xxClientError())) {
      return status.is5xxServerError();
    }
    return context.getError() != null;
  }

  private record Running(ServerCall request, long startNanos) {}
}
