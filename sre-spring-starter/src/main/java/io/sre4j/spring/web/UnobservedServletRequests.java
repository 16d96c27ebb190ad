package io.sre4j.spring.web;

import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.spring.tracing.RequestTrace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts requests that no observation saw, because it is switched off for them: neither an SLI nor
 * a trace knows them. Never throws; for an observed request it reads one attribute.
 */
final class UnobservedServletRequests implements HandlerInterceptor {
  private static final String COUNTED = UnobservedServletRequests.class.getName();

  private final Supplier<HttpSliRouter> router;
  private final RecordingFailures failures;

  UnobservedServletRequests(Supplier<HttpSliRouter> router, RecordingFailures failures) {
    this.router = router;
    this.failures = failures;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    try {
      ServerRequestObservationContext observation =
          ServerHttpObservationFilter.findObservationContext(request).orElse(null);
      ServerCall call = observation == null ? null : observation.get(ServerCall.class);
      if (observation == null || call == null) {
        count(request);
      } else if (call.span() == null) {
        // OpenTelemetry's starter traces by a filter that may stand behind that of the observation.
        call.traced(RequestTrace.current(observation));
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
    return true;
  }

  private void count(HttpServletRequest request) {
    if (isFirstOfItsRequest(request) && !RequestTrace.isCurrent()) {
      request.setAttribute(COUNTED, true);
      countRoute(request);
    }
  }

  /** A forward, an include or an error page is a part of another request. */
  private static boolean isFirstOfItsRequest(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == DispatcherType.REQUEST
        || (type == DispatcherType.ASYNC && request.getAttribute(COUNTED) == null);
  }

  private void countRoute(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String it) {
      RouteCounter counter = router.get().destination(request.getMethod(), it).counter();
      if (counter != null) {
        counter.count(TraceState.UNOBSERVED);
      }
    }
  }
}
