package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.sre4j.spring.tracing.TraceIds;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** Counts the requests of a reactive application. */
final class ReactiveRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

  ReactiveRequestHandler(Supplier<HttpSliRouter> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext;
  }

  @Override
  String method(ServerRequestObservationContext context) {
    ServerHttpRequest request = context.getCarrier();
    return request == null ? "" : request.getMethod().name();
  }

  @Override
  @Nullable String template(ServerRequestObservationContext context) {
    return context.getPathPattern();
  }

  @Override
  int status(ServerRequestObservationContext context) {
    ServerHttpResponse response = context.getResponse();
    HttpStatusCode status = response == null ? null : response.getStatusCode();
    return status == null ? 0 : status.value();
  }

  @Override
  boolean isCommitted(ServerRequestObservationContext context) {
    ServerHttpResponse response = context.getResponse();
    return response != null && response.isCommitted();
  }

  @Override
  boolean isAborted(ServerRequestObservationContext context) {
    return context.isConnectionAborted();
  }

  @Override
  @Nullable String traceParent(ServerRequestObservationContext context) {
    ServerHttpRequest request = context.getCarrier();
    return request == null ? null : request.getHeaders().getFirst(TraceIds.HEADER);
  }
}
