package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.spring.web.RecordingFailures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/** Sees the calls of RestClient and RestTemplate. */
final class RestClientCallHandler extends ClientCallHandler<ClientRequestObservationContext> {

  RestClientCallHandler(Dependencies dependencies, RecordingFailures failures) {
    super(dependencies, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  @Override
  @Nullable String service(ClientRequestObservationContext context) {
    ClientHttpRequest request = context.getCarrier();
    return HttpCalls.service(request == null ? null : request.getURI());
  }

  @Override
  boolean isAnswered(ClientRequestObservationContext context) {
    return context.getResponse() != null;
  }

  @Override
  Result result(ClientRequestObservationContext context) throws IOException {
    ClientHttpResponse response = context.getResponse();
    return HttpCalls.result(context, response == null ? null : response.getStatusCode());
  }
}
