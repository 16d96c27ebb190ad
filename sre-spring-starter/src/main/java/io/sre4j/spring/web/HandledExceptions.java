package io.sre4j.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes note of exceptions that will be turned into responses: their observations do not know them.
 * Resolves nothing and never throws.
 */
final class HandledExceptions implements HandlerExceptionResolver, Ordered {
  private final RecordingFailures failures;

  HandledExceptions(RecordingFailures failures) {
    this.failures = failures;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    try {
      ServerRequestObservationContext context =
          ServerHttpObservationFilter.findObservationContext(request).orElse(null);
      ServerCall call = context == null ? null : context.get(ServerCall.class);
      if (context != null && call != null) {
        call.failed(exception, context.getPathPattern());
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
    return null;
  }
}
