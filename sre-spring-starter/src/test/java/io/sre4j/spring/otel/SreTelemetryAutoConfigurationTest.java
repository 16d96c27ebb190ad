package io.sre4j.spring.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.coverage.Coverage;
import io.sre4j.finding.Hook;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.coverage.SreCoverageAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SreTelemetryAutoConfigurationTest {
  private static final String KEEP = "sre.traces.keep.enabled=true";
  private static final String NOT_KEPT = "Traces of bad requests are not kept: ";

  private final ApplicationContextRunner withoutOpenTelemetry =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreCoverageAutoConfiguration.class,
                  SreTelemetryAutoConfiguration.class,
                  SreGlobalTelemetryAutoConfiguration.class,
                  SreKeepingAutoConfiguration.class));
  private final ApplicationContextRunner runner =
      withoutOpenTelemetry.withConfiguration(
          AutoConfigurations.of(
              OpenTelemetrySdkAutoConfiguration.class,
              OpenTelemetryTracingAutoConfiguration.class));
  private final ApplicationContextRunner exporting =
      runner.withBean("exporter", SpanExporter.class, InMemorySpanExporter::create);

  private static boolean listens(Hook hook, org.springframework.context.ApplicationContext to) {
    return to.getBean(Coverage.class).signals().isAttached(hook);
  }

  @Test
  void telemetry_ofBootsTracing_listens(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP)
        .run(context -> {
          assertThat(context).hasSingleBean(SreTelemetry.class).hasSingleBean(BadTraceKeeper.class);
          assertThat(Hook.SPANS).matches(hook -> listens(hook, context));
          assertThat(Hook.EXPORTS).matches(hook -> listens(hook, context));
          assertThat(Hook.PROPAGATION).matches(hook -> listens(hook, context));
          assertThat(Hook.LOGS).matches(hook -> listens(hook, context));
        });
    assertThat(output).doesNotContain(NOT_KEPT);
  }

  @Test
  void keeper_unlessAskedFor_isNot(CapturedOutput output) {
    runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BadTraceKeeper.class));
    assertThat(output).doesNotContain(NOT_KEPT);
  }

  @Test
  void telemetry_withoutItsClasses_backsOff() {
    for (String left : new String[] {"io.sre4j.otel", "io.opentelemetry.sdk"}) {
      withoutOpenTelemetry
          .withClassLoader(new FilteredClassLoader(left))
          .run(context ->
              assertThat(context).hasNotFailed().doesNotHaveBean("sreTelemetryConnection"));
    }
  }

  @Test
  void beans_ofTheUser_areKept() {
    exporting
        .withPropertyValues(KEEP)
        .withBean("own", SreTelemetry.class, () -> SreTelemetry.builder().build())
        .withBean("keeper", BadTraceKeeper.class, () -> BadTraceKeeper.builder().build())
        .run(context -> {
          assertThat(context).getBeanNames(SreTelemetry.class).containsExactly("own");
          assertThat(context).getBeanNames(BadTraceKeeper.class).containsExactly("keeper");
        });
  }

  @Test
  void spans_ofAProviderOfTheApplication_areNotWatched(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP)
        .withBean("own", SdkTracerProvider.class, () -> SdkTracerProvider.builder().build())
        .run(context -> assertThat(Hook.SPANS).matches(hook -> !listens(hook, context)));
    assertThat(output).containsOnlyOnce(NOT_KEPT + "the application makes its own SdkTracerProv");
  }

  @Test
  void keeper_tracesGoNowhere_isSaid(CapturedOutput output) {
    runner.withPropertyValues(KEEP).run(context -> assertThat(context).hasNotFailed());
    assertThat(output)
        .containsOnlyOnce(
            NOT_KEPT
                + "traces go nowhere; set"
                + " management.opentelemetry.tracing.export.otlp.endpoint");
  }

  @Test
  void keeper_reporterInPlaceOfAnExporter_keeps(CapturedOutput output) {
    runner
        .withPropertyValues(KEEP)
        .withBean("reporter", SpanReporter.class, () -> span -> {})
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain(NOT_KEPT);
  }

  @Test
  void keeper_samplerOfACustomizer_isSaid(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP)
        .withBean(
            "customizer",
            SdkTracerProviderBuilderCustomizer.class,
            () -> provider -> provider.setSampler(Sampler.alwaysOff()))
        .run(context ->
            assertThat(context.getBean(SdkTracerProvider.class).getSampler())
                .isSameAs(Sampler.alwaysOff()));
    assertThat(output).containsOnlyOnce(NOT_KEPT + "a customizer of the tracer provider has set");
  }

  @Test
  void keeper_withoutTheModule_isSaid(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP)
        .withClassLoader(new FilteredClassLoader("io.sre4j.otel"))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce(NOT_KEPT + "sre4j-otel is not on the class path");
  }

  @Test
  void keeper_withoutCoverage_isSaid(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP, "sre.coverage.enabled=false")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce(NOT_KEPT + "tracing coverage is off");
  }

  @Test
  void keeper_anotherTracer_isSaid(CapturedOutput output) {
    withoutOpenTelemetry
        .withPropertyValues(KEEP)
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce(NOT_KEPT + "Spring Boot makes no tracer provider");
  }

  @Test
  void keeper_ofNothing_isNotSaid(CapturedOutput output) {
    exporting
        .withPropertyValues(KEEP, "sre.enabled=false")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain(NOT_KEPT);
  }

  /** An SDK that configured itself waits for somebody to count. */
  @Test
  void telemetry_ofTheProcess_isAttachedWhereBootHasNone() {
    SreTelemetry telemetry = SreTelemetry.builder().build().makeGlobal();
    assertThat(telemetry.spanProcessor().isStartRequired()).isTrue();
    exporting.run(
        context -> assertThat(context).doesNotHaveBean(SreGlobalTelemetryAutoConfiguration.class));
    withoutOpenTelemetry.run(
        context -> assertThat(Hook.SPANS).matches(hook -> listens(hook, context)));
  }
}
