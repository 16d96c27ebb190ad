package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

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
    HttpServletRequest request = context.getCarrier();
    boolean errorPage =
        request != null && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    return errorPage ? null : context.getPathPattern();
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

  /** After a time-out: a result is there, and its dispatch has not begun. */
  @Override
  boolean isUnfinished(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    return request != null
        && context.getError() == null
        && request.getAttribute(WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE)
            instanceof WebAsyncManager manager
        && manager.hasConcurrentResult();
  }

  @Override
  @Nullable String traceParent(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    return request == null ? null : request.getHeader(TraceIds.HEADER);
  }
}
