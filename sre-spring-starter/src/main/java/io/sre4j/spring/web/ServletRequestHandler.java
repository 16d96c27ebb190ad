package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.sre4j.spring.tracing.TraceIds;
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

  private static final int FIRST_ERROR = 400;

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
    return isErrorPage(context) ? null : context.getPathPattern();
  }

  /** The status is asked first, as attributes are looked up in maps. */
  private boolean isErrorPage(ServerRequestObservationContext context) {
    HttpServletRequest request = context.getCarrier();
    return request != null
        && status(context) >= FIRST_ERROR
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
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
