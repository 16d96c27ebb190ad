package io.sre4j.spring.seed;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What makes the small shop wrong, each to be added to it alone. */
final class Defects {
  private Defects() {}

  private static boolean isTo(Observation.Context context, String path) {
    return context instanceof ServerRequestObservationContext request
        && request.getCarrier().getRequestURI().startsWith(path);
  }

  /** Switches off all observation of one route. */
  static class DarkRoute {
    @Bean
    ObservationPredicate noCarts() {
      return (name, context) -> !isTo(context, "/carts");
    }
  }

  /** Traces no request to a route, or one in 20 less. */
  abstract static class LeftOut {
    abstract boolean isLeftOut(Observation.Context context);

    @Bean
    DefaultTracingObservationHandler others(Tracer tracer) {
      return new DefaultTracingObservationHandler(tracer) {
        @Override
        public boolean supportsContext(Observation.Context context) {
          return !isLeftOut(context) && super.supportsContext(context);
        }
      };
    }

    @Bean
    PropagatingReceiverTracingObservationHandler<?> othersReceiving(
        Tracer tracer, Propagator propagator) {
      return new PropagatingReceiverTracingObservationHandler<ReceiverContext<?>>(
          tracer, propagator) {
        @Override
        public boolean supportsContext(Observation.Context context) {
          return !isLeftOut(context) && super.supportsContext(context);
        }
      };
    }
  }

  static class LeftOutRoute extends LeftOut {
    @Override
    boolean isLeftOut(Observation.Context context) {
      return isTo(context, "/carts");
    }
  }

  static class LeftOutNowAndThen extends LeftOut {
    @Override
    boolean isLeftOut(Observation.Context context) {
      return context instanceof ServerRequestObservationContext request
          && request.getCarrier().getRequestURI().endsWith("7");
    }
  }

  /** No defect: exports the spans of one route only. */
  static class LeftOutSpans {
    @Bean
    SpanExportingPredicate ordersOnly() {
      return span -> String.valueOf(span.getName()).contains("/orders");
    }
  }

  /** No defect: a processor of the application's own, with a queue of its own. */
  static class OwnProcessor {
    @Bean
    BatchSpanProcessor own(SpanExporter exporter) {
      return BatchSpanProcessor.builder(exporter).setMaxQueueSize(4_096).build();
    }
  }

  /** A library has set a global SDK of its own. */
  static class OtherGlobal {
    @Bean(destroyMethod = "close")
    AutoCloseable global() {
      OpenTelemetrySdk other = OpenTelemetrySdk.builder().build();
      GlobalOpenTelemetry.resetForTest();
      GlobalOpenTelemetry.set(other);
      return () -> {
        GlobalOpenTelemetry.resetForTest();
        other.close();
      };
    }
  }

  /** A pool without anything around it. */
  static class BareDataSource {
    @Bean
    HikariDataSource dataSource() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl("jdbc:h2:mem:seed");
      pool.setMaximumPoolSize(2);
      return pool;
    }
  }

  /** Runs by the clock. */
  @EnableScheduling
  static class Schedule {
    private final AtomicInteger runs = new AtomicInteger();

    @Scheduled(fixedDelay = 20)
    void run() {
      runs.incrementAndGet();
    }
  }
}
