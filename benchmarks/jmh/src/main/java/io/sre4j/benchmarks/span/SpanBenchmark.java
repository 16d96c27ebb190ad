package io.sre4j.benchmarks.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.otel.SreTelemetry;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The server span of an HTTP request, from start to end with nine attributes, as instrumentations
 * make it; called by another service. Nothing exports it: the processor is what differs.
 *
 * <p>Unsampled spans are recorded where bad traces are kept, and by nobody else; so what keeping
 * costs is to be held against {@code noop}, which records too, and against {@code unsampled}, which
 * a service without a keeper has.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class SpanBenchmark {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  /**
   * Callers in turn, so that each sixteenth trace is of those whose shape is watched. Each thread
   * has its own: two requests of one trace at once are rare.
   */
  @State(Scope.Thread)
  public static class Callers {
    private static final int MANY = 256;
    private static final AtomicLong SEED = new AtomicLong(7);

    private final Context[] contexts = new Context[MANY];
    private int next;

    /** Makes them. */
    public Callers() {
      Random random = new Random(SEED.getAndIncrement());
      Arrays.setAll(
          contexts,
          i ->
              Context.root()
                  .with(
                      Span.wrap(
                          SpanContext.createFromRemoteParent(
                              "%016x%016x".formatted(random.nextLong() | 1, random.nextLong()),
                              "%016x".formatted(random.nextLong() | 1),
                              TraceFlags.getSampled(),
                              TraceState.getDefault()))));
    }

    Context next() {
      return contexts[next++ & MANY - 1];
    }
  }

  /** No processor: the SDK records nothing. */
  @State(Scope.Benchmark)
  public static class None extends TracedService {
    /** Builds it. */
    public None() {
      super(SdkTracerProvider.builder());
    }
  }

  /** A processor that does nothing. */
  @State(Scope.Benchmark)
  public static class Noop extends TracedService {
    /** Builds it. */
    public Noop() {
      super(SdkTracerProvider.builder().addSpanProcessor(new TracedService.Noop()));
    }
  }

  /** Ours, that watches. */
  @State(Scope.Benchmark)
  public static class Coverage extends TracedService {
    /** Builds it. */
    public Coverage() {
      super(attached(SreTelemetry.builder()).addTo(SdkTracerProvider.builder()));
    }
  }

  /** Ours, that watches, and the keeper, of requests that are sampled. */
  @State(Scope.Benchmark)
  public static class Keeper extends TracedService {
    /** Builds it. */
    public Keeper() {
      super(attached(keeping()).addTo(SdkTracerProvider.builder()));
    }
  }

  /** Ours, that watches, and the keeper, of requests that are not sampled: each is held. */
  @State(Scope.Benchmark)
  public static class KeeperUnsampled extends TracedService {
    /** Builds it. */
    public KeeperUnsampled() {
      this(attached(keeping()));
    }

    private KeeperUnsampled(SreTelemetry telemetry) {
      super(telemetry.addTo(SdkTracerProvider.builder()), telemetry.wrap(Sampler.alwaysOff()));
    }
  }

  /** Nobody records. */
  @State(Scope.Benchmark)
  public static class Unsampled extends TracedService {
    /** Builds it. */
    public Unsampled() {
      super(
          SdkTracerProvider.builder().addSpanProcessor(new TracedService.Noop()),
          Sampler.alwaysOff());
    }
  }

  /** No processor. */
  @Benchmark
  public Span none(None service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** A processor that does nothing. */
  @Benchmark
  public Span noop(Noop service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** Ours, coverage only. */
  @Benchmark
  public Span coverage(Coverage service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** Ours with the keeper, sampled. */
  @Benchmark
  public Span keeper(Keeper service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** Ours with the keeper, not sampled. */
  @Benchmark
  public Span keeperUnsampled(KeeperUnsampled service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** Not sampled, not recorded. */
  @Benchmark
  public Span unsampled(Unsampled service, Callers callers) {
    return serve(service.tracer, callers);
  }

  /** The same with a call of another service within. */
  @Benchmark
  public Span requestNoop(Noop service, Callers callers) {
    return serveByCalling(service.tracer, callers);
  }

  /** The same with a call of another service within. */
  @Benchmark
  public Span requestCoverage(Coverage service, Callers callers) {
    return serveByCalling(service.tracer, callers);
  }

  private static Span serve(Tracer tracer, Callers callers) {
    Span span = received(tracer, callers.next());
    answered(span);
    return span;
  }

  private static Span serveByCalling(Tracer tracer, Callers callers) {
    Context caller = callers.next();
    Span span = received(tracer, caller);
    Span call =
        tracer
            .spanBuilder("GET")
            .setParent(caller.with(span))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(METHOD, "GET")
            .setAttribute(HOST, "inventory")
            .setAttribute(PORT, 80L)
            .startSpan();
    call.setAttribute(STATUS, 200L);
    call.end();
    answered(span);
    return span;
  }

  private static Span received(Tracer tracer, Context caller) {
    return tracer
        .spanBuilder("GET")
        .setParent(caller)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(METHOD, "GET")
        .setAttribute(PATH, "/orders/42")
        .setAttribute(SCHEME, "http")
        .setAttribute(HOST, "shop")
        .setAttribute(PORT, 8080L)
        .setAttribute(AGENT, "curl")
        .startSpan();
  }

  private static void answered(Span span) {
    span.setAttribute(ROUTE, "/orders/{id}");
    span.setAttribute(VERSION, "1.1");
    span.setAttribute(STATUS, 200L);
    span.updateName("GET /orders/{id}");
    span.end();
  }
}
