package io.sre4j.spring.operation.client;

import io.micrometer.observation.Observation;
import io.sre4j.spring.client.HttpCalls;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/** Counts the calls of RestClient and RestTemplate. */
final class RestClientOperations extends OperationHandler<ClientRequestObservationContext> {

  RestClientOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  protected @Nullable OperationCounter counter(
      ClientRequestObservationContext context, Operations known) {
    ClientHttpRequest request = context.getCarrier();
    URI uri = request == null ? null : request.getURI();
    return known.of(OperationKind.CLIENT, HttpCalls.service(uri));
  }

  @Override
  protected @Nullable String route(ClientRequestObservationContext context) {
    ClientHttpRequest request = context.getCarrier();
    return request == null
        ? null
        : HttpCalls.route(request.getMethod().name(), context.getUriTemplate());
  }

  /** 0 if the answer's first line cannot be read: then the client has failed, too. */
  @Override
  protected int status(ClientRequestObservationContext context) {
    ClientHttpResponse response = context.getResponse();
    try {
      return response == null ? 0 : response.getStatusCode().value();
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
