package io.sre4j.otel.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.finding.Hook;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An SDK that configures itself, with this library on the class path and nothing else done. */
class CustomizationTest {

  /** Who shuts its SDK down leaves nothing behind: it may be deployed anew in this process. */
  @AfterEach
  void nothingIsLeft() {
    assertThat(SreTelemetry.global()).isEmpty();
    assertThat(System.getProperty("sre4j.claim.telemetry")).isNull();
  }

  private static AutoConfiguredOpenTelemetrySdkBuilder sdk() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() ->
            Map.of(
                "otel.traces.exporter", "none",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
  }

  @Test
  void sdk_thatConfiguresItself_isWatched() {
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider();
        SreEngine engine = SreEngine.builder().manualTicks().build();
        Coverage coverage = Coverage.builder(engine).manual().build()) {
      SreTelemetry.global().orElseThrow().attach(coverage);
      assertThat(coverage.signals().isAttached(Hook.SPANS)).isTrue();
      assertThat(coverage.signals().isAttached(Hook.PROPAGATION)).isTrue();
      assertThat(coverage.signals().isAttached(Hook.KEEPER)).isFalse();
      assertThat(provider.toString()).contains("CoverageSpanProcessor");
    }
  }

  @Test
  void sdk_ofAnApplicationThatMadeItsOwn_usesThat() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    BadTraceKeeper keeper =
        BadTraceKeeper.builder().sink(SimpleSpanProcessor.create(exporter)).build();
    SreTelemetry own = SreTelemetry.builder().keep(keeper).build().makeGlobal();
    try (SdkTracerProvider provider =
        sdk()
            .addPropertiesSupplier(() -> Map.of("otel.traces.sampler", "always_off"))
            .build()
            .getOpenTelemetrySdk()
            .getSdkTracerProvider()) {
      assertThat(SreTelemetry.global()).containsSame(own);
      Span span = provider.get("shop").spanBuilder("a").setSpanKind(SpanKind.SERVER).startSpan();
      assertThat(span.isRecording()).isTrue();
      keeper.bad(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
      span.end();
      assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    }
  }

  @Test
  void sdk_besideAnotherOfThisLibrary_isLeftAlone() {
    System.setProperty("sre4j.claim.telemetry", "the agent");
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider()) {
      assertThat(provider.toString()).doesNotContain("CoverageSpanProcessor");
      assertThat(SreTelemetry.global()).isEmpty();
    } finally {
      System.clearProperty("sre4j.claim.telemetry");
    }
  }

  @Test
  void sdk_afterAnotherHasShutDown_isWatchedByOneOfItsOwn() {
    SreTelemetry first;
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider()) {
      first = SreTelemetry.global().orElseThrow();
      assertThat(provider.toString()).contains("CoverageSpanProcessor");
    }
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider()) {
      assertThat(provider.toString()).contains("CoverageSpanProcessor");
      assertThat(SreTelemetry.global().orElseThrow()).isNotSameAs(first);
    }
  }

  @Test
  void sdk_thatShutsDown_givesTheClaimBack() {
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider()) {
      assertThat(System.getProperty("sre4j.claim.telemetry")).isNotNull();
      assertThat(provider.toString()).contains("CoverageSpanProcessor");
    }
    assertThat(System.getProperty("sre4j.claim.telemetry")).isNull();
  }

  @Test
  void secondSdk_ofAProcess_makesNoSecondCoverage() {
    Settings on = Settings.of(Map.of("sre.coverage.enabled", "true")::get, key -> null);
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkTracerProvider provider = sdk().build().getOpenTelemetrySdk().getSdkTracerProvider();
        OpenTelemetrySdk metrics =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build()) {
      Configured.accept(on, OpenTelemetry.noop());
      assertThat(SreTelemetry.global().orElseThrow().isAttached()).isTrue();
      Configured.accept(on, metrics);
      assertThat(reader.collectAllMetrics()).isEmpty();
      assertThat(provider).isNotNull();
    }
  }

  @Test
  void declaredProcessor_holdsTheClaimUntilItEnds() {
    Settings keep = Settings.of(Map.of("sre.traces.keep.enabled", "true")::get, key -> null);
    DeclaredProcessor processor = new DeclaredProcessor(keep);
    assertThat(processor.isStartRequired()).isTrue();
    assertThat(SreTelemetry.global().orElseThrow().keeper()).isEmpty();
    assertThat(System.getProperty("sre4j.claim.telemetry")).isNotNull();
    processor.shutdown();
    assertThat(System.getProperty("sre4j.claim.telemetry")).isNull();
  }

  @Test
  void declaredProcessor_besideAnotherOfThisLibrary_looksAtNothing() {
    System.setProperty("sre4j.claim.telemetry", "the agent");
    DeclaredProcessor processor = new DeclaredProcessor(Settings.of(key -> null, key -> null));
    assertThat(processor.isStartRequired()).isFalse();
    assertThat(SreTelemetry.global()).isEmpty();
    processor.shutdown();
    assertThat(System.getProperty("sre4j.claim.telemetry")).isEqualTo("the agent");
    System.clearProperty("sre4j.claim.telemetry");
  }

  @Test
  void keeper_whereSlisJudge_leavesTheVerdictToThem() {
    Settings keep = Settings.of(Map.of("sre.traces.keep.enabled", "true")::get, key -> null);
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    SreTelemetry telemetry = Telemetry.ofProcess(keep);
    SpanProcessor sink = telemetry.sink(SimpleSpanProcessor.create(exporter));
    try (SdkTracerProvider provider =
        telemetry
            .addTo(SdkTracerProvider.builder())
            .setSampler(telemetry.wrap(Sampler.alwaysOff()))
            .addSpanProcessor(sink)
            .build()) {
      for (boolean slisJudge : new boolean[] {true, false}) {
        Telemetry.slisJudge(slisJudge);
        Span root = provider.get("shop").spanBuilder("judged by SLIs: " + slisJudge).startSpan();
        root.setStatus(StatusCode.ERROR);
        root.end();
      }
      assertThat(exporter.getFinishedSpanItems())
          .extracting(SpanData::getName)
          .containsExactly("judged by SLIs: false");
    }
  }
}
