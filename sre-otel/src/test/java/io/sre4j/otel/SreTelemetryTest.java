package io.sre4j.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Verdict;
import io.sre4j.otel.keep.BadTraceKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said to listen does listen, and what does not is not judged. */
class SreTelemetryTest {
  private final SreEngine engine = SreEngine.builder().manualTicks().build();
  private final Coverage coverage =
      Coverage.builder(engine)
          .settings(CoverageSettings.builder().warmUp(Duration.ZERO).build())
          .manual()
          .build();
  private final BadTraceKeeper keeper = BadTraceKeeper.builder().build();

  @AfterEach
  void close() {
    coverage.close();
    engine.close();
  }

  private static void request(SdkTracerProvider provider) {
    provider.get("shop").spanBuilder("GET /a").setNoParent().startSpan().end();
  }

  @Test
  void exporterOfMetricsAlone_spansThatEnd_areNotSaidToBeDropped() {
    SreTelemetry telemetry = SreTelemetry.builder().build();
    assertThat(telemetry.isAttached()).isFalse();
    telemetry.attach(coverage);
    assertThat(telemetry.isAttached()).isTrue();
    assertThat(telemetry.wrap(InMemoryMetricExporter.create())).isNotNull();
    try (SdkTracerProvider provider = telemetry.addTo(SdkTracerProvider.builder()).build()) {
      for (int i = 0; i < 20_000; i++) {
        request(provider);
      }
    }
    coverage.inspect();
    Verdict drops = coverage.report().verdict("SRE-030");
    assertThat(drops.state()).isEqualTo(FindingState.NOT_ASSESSABLE);
    assertThat(drops.reason()).isEqualTo("no exporter of spans is watched");
    assertThat(coverage.report().findings()).isEmpty();
  }

  /** In an agent the first logger of all decides which log manager the application gets. */
  @Test
  void keeper_whenItIsMade_logsNothingButOnceWhenItKeeps() {
    List<String> logged = new ArrayList<>();
    Handler handler = handler(logged);
    Logger logger = Logger.getLogger("io.sre4j.otel");
    logger.addHandler(handler);
    try {
      BadTraceKeeper made = BadTraceKeeper.builder().build();
      SreTelemetry telemetry = SreTelemetry.builder().keep(made).build();
      assertThat(telemetry.sink(SimpleSpanProcessor.create(InMemorySpanExporter.create())))
          .isNotNull();
      assertThat(logged).isEmpty();
      assertThat(isKeeping(telemetry, telemetry.wrap(Sampler.alwaysOff()))).isTrue();
      coverage.inspect();
      assertThat(logged).hasSize(1);
      assertThat(logged.get(0)).startsWith("Traces of bad requests are kept");
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void keeper_withoutASinkForAMinute_saysThatItKeepsNothing() {
    List<String> logged = new ArrayList<>();
    Handler handler = handler(logged);
    Logger logger = Logger.getLogger("io.sre4j.otel");
    logger.addHandler(handler);
    try {
      SreTelemetry.builder().keep(keeper).build().attach(coverage);
      for (int second = 0; second < 120; second++) {
        coverage.inspect();
      }
      assertThat(logged).hasSize(1);
      assertThat(logged.get(0)).startsWith("Traces of bad requests are not kept");
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static Handler handler(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private boolean isKeeping(SreTelemetry telemetry, Sampler sampler) {
    telemetry.attach(coverage);
    try (SdkTracerProvider provider =
        telemetry.addTo(SdkTracerProvider.builder()).setSampler(sampler).build()) {
      coverage.inspect();
      assertThat(coverage.signals().isAttached(Hook.KEEPER)).isFalse();
      request(provider);
      coverage.inspect();
      return coverage.signals().isAttached(Hook.KEEPER);
    }
  }

  @Test
  void keeper_withAllItsParts_isSaidToKeepOnceItDoes() {
    SreTelemetry telemetry = SreTelemetry.builder().keep(keeper).build();
    assertThat(telemetry.sink(SimpleSpanProcessor.create(InMemorySpanExporter.create())))
        .isNotNull();
    assertThat(isKeeping(telemetry, telemetry.wrap(Sampler.alwaysOff()))).isTrue();
  }

  @Test
  void keeper_withoutASink_isNotSaidToKeep() {
    SreTelemetry telemetry = SreTelemetry.builder().keep(keeper).build();
    assertThat(isKeeping(telemetry, telemetry.wrap(Sampler.alwaysOff()))).isFalse();
  }

  @Test
  void keeper_withoutItsSampler_isNotSaidToKeep() {
    SreTelemetry telemetry = SreTelemetry.builder().keep(keeper).build();
    assertThat(telemetry.sink(SimpleSpanProcessor.create(InMemorySpanExporter.create())))
        .isNotNull();
    assertThat(isKeeping(telemetry, Sampler.alwaysOff())).isFalse();
  }

  @Test
  void dropped_ofTheKeeperAndOfCallbacks_isTold() {
    BadTraceKeeper small =
        BadTraceKeeper.builder()
            .tracesPerSecond(1)
            .sink(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
            .build();
    SreTelemetry telemetry = SreTelemetry.builder().keep(small).build();
    telemetry.attach(coverage);
    assertThat(coverage.dropped()).containsEntry("kept-traces", 0L).containsEntry("callbacks", 0L);
    try (SdkTracerProvider provider =
        telemetry
            .addTo(SdkTracerProvider.builder())
            .setSampler(telemetry.wrap(Sampler.alwaysOff()))
            .build()) {
      for (int i = 0; i < 2_100; i++) {
        Span unused = provider.get("shop").spanBuilder("GET /a").setNoParent().startSpan();
      }
      assertThat(coverage.dropped().get("kept-traces")).isGreaterThanOrEqualTo(2_100 - 2_048);
    }
  }
}
