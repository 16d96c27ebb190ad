package io.sre4j.otel.skywalking;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.SreEngine;
import io.sre4j.json.JsonReader;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.metrics.OtelMeters;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and kept traces over OTLP/gRPC to a server that this project has no part in. */
@EnabledIfSystemProperty(named = SkyWalking.CLASS_PATH, matches = ".+")
@EnabledOnJre(value = JRE.JAVA_17, disabledReason = "SkyWalking's Groovy reads no newer classes")
class SkyWalkingIT {
  private static final Resource SHOP =
      Resource.create(Attributes.builder().put("service.name", "shop").build());
  private static final int REQUESTS = 200;
  private static final int EVERY = 40;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm");

  @TempDir static Path directory;
  private static SkyWalking server;

  @BeforeAll
  static void start() throws Exception {
    server = new SkyWalking(directory);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void keptTraces_ofUnsampledRequests_arriveCompleteAndAlone() throws Exception {
    SpanExporter exporter = OtlpGrpcSpanExporter.builder().setEndpoint(server.endpoint()).build();
    BatchSpanProcessor batch = BatchSpanProcessor.builder(exporter).build();
    BadTraceKeeper keeper = BadTraceKeeper.builder().sink(batch).build();
    List<String> bad = new ArrayList<>();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(SHOP)
            .setSampler(keeper.sampler(Sampler.alwaysOff()))
            .addSpanProcessor(keeper)
            .addSpanProcessor(batch)
            .build()) {
      Tracer tracer = provider.get("shop");
      for (int i = 1; i <= REQUESTS; i++) {
        String trace = request(tracer, i % EVERY == 0);
        if (i % EVERY == 0) {
          bad.add(trace);
        }
      }
      assertThat(provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(bad).hasSize(REQUESTS / EVERY);
    for (String trace : bad) {
      assertComplete(trace);
    }
    List<?> all =
        (List<?>)
            JsonReader.read(server.awaitSpans("traces?serviceName=shop&limit=1000", a -> true));
    assertThat(all).hasSize(bad.size());
  }

  private static String request(Tracer tracer, boolean fails) {
    Span root =
        tracer.spanBuilder("POST /checkout").setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
    tracer
        .spanBuilder("charge")
        .setParent(Context.root().with(root))
        .setSpanKind(SpanKind.CLIENT)
        .startSpan()
        .end();
    if (fails) {
      root.setStatus(StatusCode.ERROR);
    }
    root.end();
    return root.getSpanContext().getTraceId();
  }

  private static void assertComplete(String trace) throws Exception {
    String json =
        server.awaitSpans(
            "trace/" + trace,
            body -> body.split("\"parentId\"", -1).length == 2 && body.contains("SERVER"));
    Map<String, Map<?, ?>> byKind = new HashMap<>();
    for (Object span : (List<?>) JsonReader.read(json)) {
      byKind.put((String) ((Map<?, ?>) span).get("kind"), (Map<?, ?>) span);
    }
    assertThat(byKind).as(json).containsOnlyKeys("SERVER", "CLIENT");
    Map<?, ?> root = byKind.get("SERVER");
    assertThat((Object) byKind.get("CLIENT").get("parentId")).isEqualTo(root.get("id"));
    assertThat((Object) root.get("traceId")).isEqualTo(trace);
    for (Map<?, ?> span : byKind.values()) {
      Map<?, ?> tags = (Map<?, ?>) span.get("tags");
      assertThat((Object) tags.get("sre.kept")).as(json).isEqualTo("true");
      assertThat((Object) tags.get("sre.sampling.adjusted_count")).as(json).isEqualTo("0");
    }
    assertThat((Object) ((Map<?, ?>) root.get("tags")).get("otel.status_code"))
        .isEqualTo("STATUS_CODE_ERROR");
  }

  @Test
  void events_ofAnSlo_arriveByOutcome() throws Exception {
    Slo slo =
        Slo.builder("checkout-availability")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .build();
    PeriodicMetricReader reader =
        PeriodicMetricReader.builder(
                OtlpGrpcMetricExporter.builder().setEndpoint(server.endpoint()).build())
            .setInterval(Duration.ofHours(1))
            .build();
    try (SreEngine engine =
            SreEngine.builder().manualTicks().sli(Sli.events("checkout")).slo(slo).build();
        OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                .setMeterProvider(
                    SdkMeterProvider.builder()
                        .setResource(SHOP)
                        .registerMetricReader(reader)
                        .build())
                .build();
        OtelMeters meters = OtelMeters.register(sdk, engine)) {
      assertThat(meters).isNotNull();
      record(engine, Outcome.GOOD, 998);
      record(engine, Outcome.BAD, 2);
      record(engine, Outcome.EXCLUDED, 5);
      engine.tick();
      LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
      assertThat(reader.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
      for (Map.Entry<String, Integer> outcome :
          Map.of("good", 998, "bad", 2, "excluded", 5).entrySet()) {
        String answer =
            server.awaitQuery(
                query(outcome.getKey(), now),
                body -> body.contains("\"value\":\"" + outcome.getValue() + "\""));
        assertThat(answer).doesNotContain("\"error\":\"");
      }
    }
  }

  private static void record(SreEngine engine, Outcome outcome, int times) {
    IntStream.range(0, times).forEach(i -> engine.recorder("checkout").record(outcome));
  }

  private static String query(String outcome, LocalDateTime now) {
    return """
    {execExpression(expression: "sre4j_slo_events{outcome='%s'}", \
    entity: {scope: Service, serviceName: "shop", normal: true}, \
    duration: {start: "%s", end: "%s", step: MINUTE}) \
    {error results {values {id value}}}}\
    """
        .formatted(outcome, MINUTE.format(now.minusMinutes(1)), MINUTE.format(now.plusMinutes(2)));
  }
}
