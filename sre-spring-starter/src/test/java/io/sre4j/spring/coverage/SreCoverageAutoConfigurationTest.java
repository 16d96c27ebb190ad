package io.sre4j.spring.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.finding.Hook;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.web.SreReactiveAutoConfiguration;
import io.sre4j.spring.web.SreServletAutoConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class SreCoverageAutoConfigurationTest {
  private static final String NONE = "sre.coverage.warm-up=0s";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreCoverageAutoConfiguration.class,
                  SreServletAutoConfiguration.class,
                  SreReactiveAutoConfiguration.class));
  @TempDir private Path directory;

  @Test
  void coverage_tracerIsThere_listensToRequests() {
    runner.run(context ->
        assertThat(context.getBean(Coverage.class).signals().isAttached(Hook.OPERATIONS)).isTrue());
  }

  @Test
  void coverage_noTracer_isOffUnlessAskedFor() {
    WebApplicationContextRunner without =
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"));
    without.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Coverage.class));
    without
        .withPropertyValues("sre.coverage.enabled=true")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Coverage.class));
  }

  @Test
  void coverage_noBridgeToATracer_isOff() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "io.micrometer.tracing.otel.bridge", "io.micrometer.tracing.brave.bridge"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Coverage.class));
  }

  @ParameterizedTest
  @CsvSource({
    "management.tracing.export.enabled=false",
    "sre.coverage.enabled=false",
    "sre.enabled=false"
  })
  void coverage_nobodyWantsTraces_isOff(String property) {
    runner
        .withPropertyValues(property)
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Coverage.class));
  }

  @Test
  void coverage_ofTheUser_isKept() {
    runner
        .withBean(
            "own", Coverage.class, () -> Coverage.builder(SreEngine.builder().build()).build())
        .run(context -> assertThat(context).getBeanNames(Coverage.class).containsExactly("own"));
  }

  @Test
  void settings_ofTheUser_areKept() {
    runner
        .withBean("own", CoverageSettings.class, () -> CoverageSettings.builder().build())
        .run(context ->
            assertThat(context).getBeanNames(CoverageSettings.class).containsExactly("own"));
  }

  @Test
  void settings_ofKeys_areThose() {
    runner
        .withPropertyValues("sre.coverage.target=97.5%", "sre.coverage.warm-up=5s")
        .run(context -> {
          CoverageSettings settings = context.getBean(CoverageSettings.class);
          assertThat(settings.target().ratio()).isEqualByComparingTo("0.975");
          assertThat(settings.warmUp()).isEqualTo(Duration.ofSeconds(5));
        });
  }

  @Test
  void routes_excludedOrUnmatched_areNotFound() {
    runner
        .withPropertyValues(NONE, "sre.coverage.leave-out=/internal/**,GET /legacy/*")
        .run(context -> {
          String[] routes = {
            "GET /internal/a",
            "GET /legacy/b",
            "GET UNMATCHED",
            "GET /**",
            "GET /actuator/health",
            "GET /error",
            "GET /orders"
          };
          serveUntraced(context, routes);
          assertThat(context.getBean(Coverage.class).report().verdict("SRE-001").findings())
              .extracting(finding -> finding.subject())
              .containsExactly("GET /orders");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target | 101% | sre.coverage.target",
        "warm-up | 2h | sre.coverage.warm-up",
        "leave-out[0] | '' | sre.coverage.leave-out"
      })
  void start_wrongValue_saysWhere(String key, String value, String where) {
    runner
        .withPropertyValues("sre.coverage." + key + "=" + value)
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasStackTraceContaining(InvalidDefinitionException.class.getName())
                .hasStackTraceContaining(where));
  }

  @Test
  void exitCode_withoutABaseline_isNone() {
    runner.run(context -> assertThat(context).doesNotHaveBean(ExitCodeGenerator.class));
  }

  @Test
  void exitCode_findings_is3UntilTheyAreAccepted() throws Exception {
    Path baseline = directory.resolve("baseline");
    WebApplicationContextRunner judged =
        runner.withPropertyValues(NONE, "sre.coverage.baseline=" + baseline);
    judged.run(context -> {
      assertThat(exitCode(context)).as("nothing was judged").isEqualTo(3);
      serveUntraced(context, "GET /orders");
      assertThat(exitCode(context)).as("new").isEqualTo(3);
    });
    Files.writeString(baseline, "SRE-001\tGET /orders\n");
    judged.run(context -> {
      serveUntraced(context, "GET /orders");
      assertThat(exitCode(context)).as("accepted").isZero();
    });
    Files.writeString(baseline, "what is this\n");
    judged.run(context -> {
      serveUntraced(context, "GET /orders");
      assertThat(exitCode(context)).as("unreadable").isEqualTo(3);
    });
  }

  private static int exitCode(ApplicationContext context) {
    return context.getBean(ExitCodeGenerator.class).getExitCode();
  }

  private static void serveUntraced(ApplicationContext context, String... routes) {
    Coverage coverage = context.getBean(Coverage.class);
    for (String route : routes) {
      for (int i = 0; i < 100; i++) {
        coverage.signals().routes().of(route, Set.of("http")).count(TraceState.UNTRACED);
      }
    }
    coverage.inspect();
  }
}
