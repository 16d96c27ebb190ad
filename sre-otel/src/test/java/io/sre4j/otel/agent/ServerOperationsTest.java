package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.facts.TraceCounts;
import io.sre4j.otel.autoconfigure.Settings;
import io.sre4j.report.SloStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations as an instrumentation tells them, and what is counted of them. */
class ServerOperationsTest {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final long MILLI = 1_000_000;

  private final ServerOperations operations = new ServerOperations();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private OpenTelemetrySdk sdk = sdk(Sampler.alwaysOn());
  private AgentRuntime runtime = AgentRuntime.start(Settings.of(key -> null, key -> null), sdk);

  /** With a processor: from 1.66 or so on, an SDK without one makes no spans that are valid. */
  private OpenTelemetrySdk sdk(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                .build())
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .build();
  }

  @AfterEach
  void close() {
    runtime.close();
    sdk.close();
  }

  private void serve(Attributes end) {
    Span span = sdk.getTracer("server").spanBuilder("GET").setNoParent().startSpan();
    Context context = Context.root().with(span);
    Context begun = operations.onStart(context, Attributes.of(METHOD, "GET"), 5);
    operations.onEnd(begun, end, 5 + 3 * MILLI);
    span.end();
  }

  private SloStatus counted() {
    runtime.engine().tick();
    return runtime.engine().status("http-availability");
  }

  @Test
  void ended_requests_areCountedByStatusAndByErrorWithoutOne() {
    serve(Attributes.of(STATUS, 200L, ROUTE, "/a"));
    serve(Attributes.of(STATUS, 404L));
    serve(Attributes.of(STATUS, 200L, ERROR, "java.io.IOException"));
    serve(Attributes.of(ROUTE, "/a"));
    serve(Attributes.of(STATUS, 500L, ERROR, "500", ROUTE, "/a"));
    serve(Attributes.of(ERROR, "java.lang.IllegalStateException", ROUTE, "/a"));
    serve(Attributes.of(STATUS, 503L, ROUTE, "/actuator/health"));
    assertThat(counted().counted().good()).isEqualTo(4);
    assertThat(counted().counted().bad()).isEqualTo(2);
    runtime.coverage().inspect();
    assertThat(runtime.coverage().report().routes())
        .extracting(route -> route.route() + " " + route.total().sampled())
        .containsExactlyInAnyOrder("GET /a 4", "GET UNMATCHED 2", "GET /actuator/health 1");
  }

  @Test
  void ended_badRequests_haveTheirRouteExceptionAndTrace() {
    serve(Attributes.of(ERROR, "java.lang.IllegalStateException", ROUTE, "/a"));
    assertThat(counted().toString())
        .contains("GET /a")
        .contains("IllegalStateException")
        .doesNotContain("java.lang.IllegalStateException");
  }

  @Test
  void traceState_isThatOfTheSpan_whateverIsSampled() {
    close();
    sdk = sdk(Sampler.alwaysOff());
    runtime = AgentRuntime.start(Settings.of(key -> null, key -> null), sdk);
    serve(Attributes.of(STATUS, 200L, ROUTE, "/a"));
    Context untraced = operations.onStart(Context.root(), Attributes.of(METHOD, "GET"), 0);
    operations.onEnd(untraced, Attributes.of(STATUS, 200L, ROUTE, "/a"), 1);
    runtime.coverage().inspect();
    assertThat(runtime.coverage().report().routes().get(0).total())
        .isEqualTo(new TraceCounts(0, 1, 1, 0, 0));
  }

  @Test
  void innerOperation_ofARequest_isNotCounted() {
    Context outer = operations.onStart(Context.root(), Attributes.of(METHOD, "GET"), 0);
    Context inner = operations.onStart(outer, Attributes.of(METHOD, "GET"), 0);
    operations.onEnd(inner, Attributes.of(STATUS, 500L), 1);
    operations.onEnd(outer, Attributes.of(STATUS, 200L), 1);
    assertThat(counted().counted().good()).isEqualTo(1);
    assertThat(counted().counted().bad()).isZero();
  }

  @Test
  void metrics_ofTheEngineAndItsCoverage_areThereFromTheBeginning() {
    List<String> names = new ArrayList<>();
    reader.collectAllMetrics().forEach(metric -> names.add(metric.getName()));
    assertThat(names).contains("sre.slo.events", "sre.coverage.findings");
  }

  @Test
  void finished_runtime_stillTellsItsLastCounts() {
    serve(Attributes.of(STATUS, 500L, ROUTE, "/a"));
    runtime.finish();
    assertThat(reader.collectAllMetrics())
        .filteredOn(metric -> metric.getName().equals("sre.slo.events"))
        .flatExtracting(metric -> metric.getLongSumData().getPoints())
        .anySatisfy(point -> {
          assertThat(point.getAttributes().toString()).contains("bad");
          assertThat(point.getValue()).isEqualTo(1);
        });
  }

  @Test
  void operations_withoutAnEngineOrWithNonsense_throwNothing() {
    runtime.close();
    serve(Attributes.of(STATUS, 200L));
    Context begun = operations.onStart(null, null, 0);
    operations.onEnd(begun, null, 0);
    operations.onEnd(Context.root(), Attributes.empty(), 0);
    assertThat(begun).isNull();
  }
}
