package io.sre4j.spring.operation.client;

import io.micrometer.observation.Observation;
import io.sre4j.spring.client.HttpCalls;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/** Counts the calls of WebClient. */
final class WebClientOperations extends OperationHandler<ClientRequestObservationContext> {

  WebClientOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  protected @Nullable OperationCounter counter(
      ClientRequestObservationContext context, Operations known) {
    ClientRequest request = context.getRequest();
    URI uri = request == null ? null : request.url();
    return known.of(OperationKind.CLIENT, HttpCalls.service(uri));
  }

  @Override
  protected @Nullable String route(ClientRequestObservationContext context) {
    ClientRequest request = context.getRequest();
    return request == null
        ? null
        : HttpCalls.route(request.method().name(), context.getUriTemplate());
  }

  @Override
  protected int status(ClientRequestObservationContext context) {
    ClientResponse response = context.getResponse();
    return response == null ? 0 : response.statusCode().value();
  }

  /** Cancelled before the answer, by a time-out of the caller's own or because it was left. */
  @Override
  protected boolean isAbandoned(ClientRequestObservationContext context) {
    return context.isAborted() && context.getResponse() == null;
  }
}
