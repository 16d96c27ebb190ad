package io.sre4j.spring.web;

import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.spring.tracing.RequestTrace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts requests that no observation saw, because it is switched off for them: neither an SLI nor
 * a trace knows them. Never throws; for an observed request it reads two attributes.
 */
final class UnobservedServletRequests implements HandlerInterceptor {
  private final Supplier<HttpSliRouter> router;
  private final RecordingFailures failures;

  UnobservedServletRequests(Supplier<HttpSliRouter> router, RecordingFailures failures) {
    this.router = router;
    this.failures = failures;
  }

  /** OpenTelemetry's starter traces by a filter that may stand behind that of the observation. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    try {
      ServerHttpObservationFilter.findObservationContext(request)
          .ifPresent(UnobservedServletRequests::findSpan);
    } catch (Throwable failure) {
      failures.add(failure);
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception thrown) {
    try {
      if (!isObserved(request) && isOutermost(request) && !RequestTrace.isCurrent()) {
        count(request);
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  private static void findSpan(ServerRequestObservationContext context) {
    ServerCall call = context.get(ServerCall.class);
    if (call != null && call.span() == null) {
      call.traced(RequestTrace.current(context));
    }
  }

  private static boolean isObserved(HttpServletRequest request) {
    ServerRequestObservationContext context =
        ServerHttpObservationFilter.findObservationContext(request).orElse(null);
    return context != null && context.containsKey(ServerCall.class);
  }

  /** A forward, an include or an error page is a part of another request. */
  private static boolean isOutermost(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == DispatcherType.REQUEST || type == DispatcherType.ASYNC;
  }

  private void count(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String it) {
      RouteCounter counter = router.get().destination(request.getMethod(), it).counter();
      if (counter != null) {
        counter.count(TraceState.UNOBSERVED);
      }
    }
  }
}
