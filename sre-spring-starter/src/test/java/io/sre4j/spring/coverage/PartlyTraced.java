package io.sre4j.spring.coverage;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Parts of an application that traces a part of its requests only: the tracing handlers leave out
 * those whose caller says so, and a predicate switches off all observation of {@code /dark}.
 */
final class PartlyTraced {
  /** A request header; what has it is not traced. */
  static final String UNTRACED = "x-untraced";

  private PartlyTraced() {}

  private static boolean isTraced(Observation.Context context) {
    return !(context instanceof ReceiverContext<?> request) || header(request) == null;
  }

  private static <C> String header(ReceiverContext<C> request) {
    return request.getGetter().get(request.getCarrier(), UNTRACED);
  }

  private static boolean isDark(Observation.Context context) {
    if (context
        instanceof org.springframework.http.server.observation.ServerRequestObservationContext it) {
      return it.getCarrier().getRequestURI().startsWith("/dark");
    }
    return context
            instanceof
            org.springframework.http.server.reactive.observation.ServerRequestObservationContext it
        && it.getCarrier().getPath().value().startsWith("/dark");
  }

  /** The routes, and observation of all but one. */
  @Configuration(proxyBeanMethods = false)
  @Import(Orders.class)
  static class Routes {
    @Bean
    ObservationPredicate notDark() {
      return (name, context) -> !isDark(context);
    }
  }

  /** Tracing that leaves some requests out. */
  @Configuration(proxyBeanMethods = false)
  static class Tracing {
    @Bean
    DefaultTracingObservationHandler partly(Tracer tracer) {
      return new DefaultTracingObservationHandler(tracer) {
        @Override
        public boolean supportsContext(Observation.Context context) {
          return isTraced(context) && super.supportsContext(context);
        }
      };
    }

    @Bean
    PropagatingReceiverTracingObservationHandler<?> partlyReceiving(
        Tracer tracer, Propagator propagator) {
      return new PropagatingReceiverTracingObservationHandler<ReceiverContext<?>>(
          tracer, propagator) {
        @Override
        public boolean supportsContext(Observation.Context context) {
          return isTraced(context) && super.supportsContext(context);
        }
      };
    }
  }

  @RestController
  static class Orders {
    @GetMapping("/orders/{id}")
    String order(@PathVariable int id) {
      return "order " + id;
    }

    @GetMapping("/dark/{id}")
    String dark(@PathVariable int id) {
      return "dark " + id;
    }
  }
}
