package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.sre4j.spring.web.RecordingFailures;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/** Sees the calls of RestClient and RestTemplate. */
final class RestClientCallHandler extends ClientCallHandler<ClientRequestObservationContext> {

  RestClientCallHandler(RecordingFailures failures) {
    super(failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  @Nullable URI service(ClientRequestObservationContext context) {
    ClientHttpRequest request = context.getCarrier();
    return request == null ? null : request.getURI();
  }

  @Override
  @Nullable HttpStatusCode status(ClientRequestObservationContext context) throws IOException {
    ClientHttpResponse response = context.getResponse();
    return response == null ? null : response.getStatusCode();
  }
}
