package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Counts the requests of a servlet application, asynchronous ones when they complete. */
final class ServletRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

  ServletRequestHandler(Supplier<HttpSliRouter> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext;
  }

  @Override
  String method(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    return request == null ? "" : request.getMethod();
  }

  @Override
  @Nullable String template(ServerRequestObservationContext context) {
    return context.getPathPattern();
  }

  @Override
  int status(ServerRequestObservationContext context) {
    HttpServletResponse response = context.getResponse();
    return response == null ? 0 : response.getStatus();
  }

  @Override
  boolean isCommitted(ServerRequestObservationContext context) {
    HttpServletResponse response = context.getResponse();
    return response != null && response.isCommitted();
  }

  @Override
  @Nullable String traceParent(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    return request == null ? null : request.getHeader(TraceIds.HEADER);
  }
}
