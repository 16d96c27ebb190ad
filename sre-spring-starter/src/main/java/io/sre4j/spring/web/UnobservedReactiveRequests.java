package io.sre4j.spring.web;

import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.spring.tracing.RequestTrace;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * Counts requests that no observation saw, because it is switched off for them: neither an SLI nor
 * a trace knows them. Never throws; for an observed request it reads one attribute.
 */
final class UnobservedReactiveRequests implements WebFilter, Ordered {
  private final Supplier<HttpSliRouter> router;
  private final RecordingFailures failures;

  UnobservedReactiveRequests(Supplier<HttpSliRouter> router, RecordingFailures failures) {
    this.router = router;
    this.failures = failures;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Mono<Void> request = chain.filter(exchange);
    return isObserved(exchange) ? request : request.doFinally(unused -> count(exchange));
  }

  private boolean isObserved(ServerWebExchange exchange) {
    try {
      ServerRequestObservationContext context =
          ServerRequestObservationContext.findCurrent(exchange.getAttributes()).orElse(null);
      return (context != null && context.containsKey(ServerCall.class)) || RequestTrace.isCurrent();
    } catch (Throwable failure) {
      failures.add(failure);
      return true;
    }
  }

  private void count(ServerWebExchange exchange) {
    try {
      PathPattern template = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      if (template != null) {
        String method = exchange.getRequest().getMethod().name();
        RouteCounter counter =
            router.get().destination(method, template.getPatternString()).counter();
        if (counter != null) {
          counter.count(TraceState.UNOBSERVED);
        }
      }
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }
}
