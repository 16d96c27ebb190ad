package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.sre4j.spring.web.RecordingFailures;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/** Sees the calls of WebClient. */
final class WebClientCallHandler extends ClientCallHandler<ClientRequestObservationContext> {

  WebClientCallHandler(RecordingFailures failures) {
    super(failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  @Nullable URI service(ClientRequestObservationContext context) {
    ClientRequest request = context.getRequest();
    return request == null ? null : request.url();
  }

  @Override
  @Nullable HttpStatusCode status(ClientRequestObservationContext context) {
    ClientResponse response = context.getResponse();
    return response == null ? null : response.statusCode();
  }
}
