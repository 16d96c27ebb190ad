package io.sre4j.benchmarks.observation;

import io.micrometer.observation.Observation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * The observation of a servlet request that succeeds, from start to stop, as Spring's filter makes
 * it. What a handler costs is its benchmark less {@code none}, which holds what all have in common.
 *
 * <p>Boot's meter handler does more than ours: any observation, key values as tags, sum and maximum
 * of a timer for each combination of tags, and a timer of those that are still running. Less: no
 * thresholds unless buckets are configured, no windows, nothing is known of bad requests.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS) // it is much code
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ObservationBenchmark {
  private static final ServerRequestObservationConvention CONVENTION =
      new DefaultServerRequestObservationConvention();

  /** A registry of observations. */
  @State(Scope.Benchmark)
  public abstract static class Registry {
    final WiredRegistry wired;

    Registry(boolean boot, boolean ours) {
      this.wired = new WiredRegistry(boot, ours);
    }

    /** Closes the application. */
    @TearDown
    public void close() {
      wired.close();
    }
  }

  /** Only the handler that does nothing, which all four have. */
  @State(Scope.Benchmark)
  public static class None extends Registry {
    /** Wires it. */
    public None() {
      super(false, false);
    }
  }

  /** With Boot's meter handler and a registry for Prometheus. */
  @State(Scope.Benchmark)
  public static class Boot extends Registry {
    /** Wires it. */
    public Boot() {
      super(true, false);
    }
  }

  /** With the starter's handler and what it watches unless told otherwise. */
  @State(Scope.Benchmark)
  public static class Ours extends Registry {
    /** Wires it. */
    public Ours() {
      super(false, true);
    }
  }

  /** With Boot's and the starter's. */
  @State(Scope.Benchmark)
  public static class Both extends Registry {
    /** Wires it. */
    public Both() {
      super(true, true);
    }
  }

  /** A request and its response, used again and again by one thread. */
  @State(Scope.Thread)
  public static class Exchange {
    final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/42");
    final MockHttpServletResponse response = new MockHttpServletResponse();
  }

  /** Nothing is done with it. */
  @Benchmark
  public Observation none(None registry, Exchange exchange) {
    return observe(registry, exchange);
  }

  /** It becomes a timer. */
  @Benchmark
  public Observation boot(Boot registry, Exchange exchange) {
    return observe(registry, exchange);
  }

  /** It becomes an event of the SLI of all requests. */
  @Benchmark
  public Observation ours(Ours registry, Exchange exchange) {
    return observe(registry, exchange);
  }

  /** It becomes both. */
  @Benchmark
  public Observation both(Both registry, Exchange exchange) {
    return observe(registry, exchange);
  }

  private static Observation observe(Registry registry, Exchange exchange) {
    ServerRequestObservationContext context =
        new ServerRequestObservationContext(exchange.request, exchange.response);
    Observation observation =
        ServerHttpObservationDocumentation.HTTP_SERVLET_SERVER_REQUESTS
            .observation(null, CONVENTION, () -> context, registry.wired.observations())
            .start();
    Observation.Scope scope = observation.openScope();
    context.setPathPattern("/orders/{id}");
    scope.close();
    observation.stop();
    return observation;
  }
}
