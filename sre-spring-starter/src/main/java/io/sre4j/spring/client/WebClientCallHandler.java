package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.spring.web.RecordingFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/** Sees the calls of WebClient. */
final class WebClientCallHandler extends ClientCallHandler<ClientRequestObservationContext> {

  WebClientCallHandler(Dependencies dependencies, RecordingFailures failures) {
    super(dependencies, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  @Nullable String service(ClientRequestObservationContext context) {
    ClientRequest request = context.getRequest();
    return HttpCalls.service(request == null ? null : request.url());
  }

  @Override
  boolean isAnswered(ClientRequestObservationContext context) {
    return context.getResponse() != null;
  }

  /** Cancelled before the answer: by a time-out of the request's own, or as its client left. */
  @Override
  Result result(ClientRequestObservationContext context) {
    ClientResponse response = context.getResponse();
    if (response == null && context.isAborted() && context.getError() == null) {
      return Result.ABANDONED;
    }
    return HttpCalls.result(context, response == null ? null : response.statusCode());
  }
}
