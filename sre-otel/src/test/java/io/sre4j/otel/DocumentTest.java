package io.sre4j.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.dependency.Dependencies;
import io.sre4j.finding.Hook;
import io.sre4j.otel.dependency.SpanDependencies;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.metrics.OtelCoverage;
import io.sre4j.otel.metrics.OtelDependencies;
import io.sre4j.otel.metrics.OtelMeters;
import io.sre4j.otel.sampling.BudgetSampler;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/opentelemetry.md says nothing that does not work: its code is this test's. */
@SuppressWarnings("try") // What is only there to be closed.
class DocumentTest {
  private static final Path PAGE = Path.of("../docs/opentelemetry.md");
  private static final Path TEST = Path.of("src/test/java/io/sre4j/otel/DocumentTest.java");

  private static List<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  @Test
  void code_ofThePage_isThatOfThisTest() throws IOException {
    String source = oneLine(Files.readString(TEST));
    List<String> blocks = found("(?s)```java\n(.*?)```");
    assertThat(blocks).hasSize(6).allSatisfy(block -> assertThat(source).contains(oneLine(block)));
  }

  @Test
  void dependency_ofThePage_isThisModule() throws IOException {
    String pom = oneLine(Files.readString(Path.of("pom.xml")));
    String xml = oneLine(found("(?s)```xml\n<dependency>(.*?)</dependency>").get(0));
    assertThat(pom)
        .contains(xml.replaceAll(".*(<artifactId>.*</artifactId>).*", "$1"))
        .contains(xml.replaceAll(".*(<version>.*</version>).*", "$1"));
  }

  @Test
  void metrics_ofThePage_areThoseThatAreCollected() throws IOException {
    Slo slo =
        Slo.builder("checkout-availability")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .build();
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SreEngine engine =
            SreEngine.builder().manualTicks().sli(Sli.events("checkout")).slo(slo).build();
        OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build()) {
      Set<String> names = new TreeSet<>(found("(?m)^\\| `(sre\\.slo\\.[a-z_.]+)`(?! \\| a file)"));
      engine.recorder("checkout").record(Outcome.GOOD);
      engine.tick();
      register(sdk, engine);
      assertThat(names)
          .isEqualTo(
              reader.collectAllMetrics().stream()
                  .filter(m -> m.getInstrumentationScopeInfo().getName().equals("io.sre4j"))
                  .map(metric -> metric.getName())
                  .collect(Collectors.toSet()));
    }
  }

  @Test
  void coverageMetrics_ofThePage_areThoseThatAreCollected() throws IOException {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    CoverageSettings atOnce = CoverageSettings.builder().warmUp(Duration.ZERO).build();
    try (SreEngine engine = SreEngine.builder().manualTicks().sli(Sli.events("checkout")).build();
        Coverage coverage = Coverage.builder(engine).settings(atOnce).manual().build();
        OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build();
        OtelCoverage meters = OtelCoverage.register(sdk, coverage)) {
      coverage.signals().attached(Hook.OPERATIONS);
      RouteCounter route = coverage.signals().routes().of("GET /a", Set.of("checkout"));
      IntStream.range(0, 100).forEach(i -> route.count(TraceState.UNTRACED));
      coverage.inspect();
      Set<String> names = new TreeSet<>(found("(?m)^\\| `(sre\\.coverage\\.[a-z_.]+)` with"));
      assertThat(names)
          .isEqualTo(
              reader.collectAllMetrics().stream()
                  .filter(m -> m.getInstrumentationScopeInfo().getName().equals("io.sre4j"))
                  .map(metric -> metric.getName())
                  .collect(Collectors.toSet()));
    }
  }

  private static void register(OpenTelemetry openTelemetry, SreEngine engine) {
    OtelMeters meters = OtelMeters.register(openTelemetry, engine);
    assertThat(meters).isNotNull();
  }

  @Test
  void keeper_asOnThePage_keepsBadRequests() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    SpanProcessor batch = SimpleSpanProcessor.create(exporter);
    BadTraceKeeper keeper = BadTraceKeeper.builder().sink(batch).build();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(keeper.sampler(Sampler.parentBased(Sampler.traceIdRatioBased(0.01))))
            .addSpanProcessor(keeper)
            .addSpanProcessor(batch)
            .build();
    Span failing = provider.get("shop").spanBuilder("failing").setNoParent().startSpan();
    failing.setStatus(StatusCode.ERROR);
    failing.end();
    Span judged = provider.get("shop").spanBuilder("judged").setNoParent().startSpan();
    try (Scope scope = judged.makeCurrent()) {
      SpanContext here = Span.current().getSpanContext();
      boolean traced = here.isSampled() || keeper.bad(here.getTraceId(), here.getSpanId());
      assertThat(traced).isTrue();
    }
    judged.end();
    assertThat(exporter.getFinishedSpanItems())
        .extracting(span -> span.getName())
        .containsExactly("failing", "judged");
    provider.close();
  }

  @Test
  void telemetry_asOnThePage_watchesWhatItHandsOut() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
    try (SreEngine engine = SreEngine.builder().manualTicks().build();
        Coverage coverage = Coverage.builder(engine).manual().build()) {
      SreTelemetry telemetry = SreTelemetry.builder().build();
      SpanProcessor batch = BatchSpanProcessor.builder(telemetry.wrap(exporter)).build();
      SdkTracerProvider provider =
          telemetry
              .addTo(SdkTracerProvider.builder())
              .setSampler(telemetry.wrap(sampler))
              .addSpanProcessor(telemetry.sink(batch))
              .build();
      TextMapPropagator propagator = telemetry.wrap(W3CTraceContextPropagator.getInstance());
      telemetry.attach(coverage);
      assertThat(propagator.fields()).contains("traceparent");
      for (Hook hook : List.of(Hook.SPANS, Hook.CONTENT, Hook.EXPORTS, Hook.PROPAGATION)) {
        assertThat(coverage.signals().isAttached(hook)).as(hook.name()).isTrue();
      }
      assertThat(coverage.signals().isAttached(Hook.LOGS)).isFalse();
      provider.close();
    }
  }

  @Test
  void budgetSampler_asOnThePage_beginsAtItsFloor() {
    try (SreEngine engine = SreEngine.builder().manualTicks().build();
        Coverage coverage = Coverage.builder(engine).manual().build()) {
      BudgetSampler budget =
          BudgetSampler.builder()
              .group("checkout", List.of("POST /checkout/{id}"), List.of("checkout"))
              .build();
      Sampler sampler = budget.parentBased();
      budget.follow(engine);
      Runnable end = coverage.eachSecond(budget::tick);
      coverage.inspect();
      end.run();
      assertThat(sampler.getDescription()).contains("BudgetSampler");
      assertThat(budget.ratios()).containsOnlyKeys("all", "checkout");
    }
  }

  @Test
  void dependencies_asOnThePage_areCountedAndPublished() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SreEngine engine = SreEngine.builder().manualTicks().build();
        OpenTelemetrySdk openTelemetry =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build()) {
      Dependencies dependencies = new Dependencies();
      SpanDependencies calls = new SpanDependencies(dependencies, route -> Set.of("http"));
      SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(calls).build();
      OtelDependencies meters = OtelDependencies.register(openTelemetry, engine, dependencies);
      Tracer tracer = provider.get("shop");
      Span request = tracer.spanBuilder("POST /a").setSpanKind(SpanKind.SERVER).startSpan();
      try (Scope scope = request.makeCurrent()) {
        tracer.spanBuilder("inventory").setSpanKind(SpanKind.CLIENT).startSpan().end();
      }
      request.end();
      assertThat(reader.collectAllMetrics())
          .extracting(metric -> metric.getName())
          .containsExactly("sre.dependency.calls");
      meters.close();
      provider.close();
    }
  }
}
