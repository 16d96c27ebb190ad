package io.sre4j.spring.coverage;

import static io.sre4j.spring.web.RunningApplication.BRAVE;
import static io.sre4j.spring.web.RunningApplication.OTEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.TraceCounts;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.spring.coverage.PartlyTraced.Routes;
import io.sre4j.spring.web.RunningApplication;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Coverage against the truth: 2,000 requests over real HTTP, of which the client knows how many are
 * traced, lose their span, or are not even observed. Sampling does not change it.
 */
@SuppressWarnings("try") // What is only there to be closed.
@Tag("long")
@Tag("load")
class CoverageTruthTest {
  private static final long SEED = 20_261_123;
  private static final int REQUESTS = 2_000;
  private static final double ONE_PERCENT = 0.01;

  /** What the client sent, by what becomes of it. */
  private record Sent(int traced, int untraced, int dark) {
    double coverage() {
      return (double) traced / (traced + untraced + dark);
    }
  }

  @ParameterizedTest(name = "{0}, {1}, sampling {2}")
  @CsvSource({
    "SERVLET, OTEL, 1",
    "SERVLET, OTEL, 0.1",
    "SERVLET, OTEL, 0.01",
    "SERVLET, OTEL, 0",
    "SERVLET, BRAVE, 1",
    "SERVLET, BRAVE, 0.1",
    "SERVLET, BRAVE, 0.01",
    "SERVLET, BRAVE, 0",
    "REACTIVE, OTEL, 1",
    "REACTIVE, OTEL, 0.1",
    "REACTIVE, OTEL, 0.01",
    "REACTIVE, OTEL, 0",
    "REACTIVE, BRAVE, 1",
    "REACTIVE, BRAVE, 0.1",
    "REACTIVE, BRAVE, 0.01",
    "REACTIVE, BRAVE, 0"
  })
  void coverage_ofAPartlyTracedApplication_isTheTruth(
      WebApplicationType type, String tracer, double sampling) throws Exception {
    String other = tracer.equals("OTEL") ? BRAVE : OTEL;
    try (RunningApplication application =
        new RunningApplication(
            type,
            Traced.class,
            "--spring.autoconfigure.exclude=" + other,
            "--management.tracing.export.enabled=true",
            "--management.tracing.sampling.probability=" + sampling,
            "--sre.coverage.warm-up=0s")) {
      Sent sent = send(application.port());
      TraceCounts seen = seen(application);

      assertThat(seen.coverage().value()).isEqualTo(sent.coverage(), within(ONE_PERCENT));
      assertThat(seen.covered()).isEqualTo(sent.traced());
      assertThat(seen.untraced()).isEqualTo(sent.untraced());
      assertThat(seen.unobserved()).isEqualTo(sent.dark());
      double spread = Math.sqrt(sent.traced() * sampling * (1 - sampling));
      assertThat((double) seen.sampled()).isEqualTo(sent.traced() * sampling, within(luck(spread)));
      assertThat(application.counts("http").total())
          .as("events of the SLI")
          .isEqualTo(sent.traced() + sent.untraced());
      findsTheDarkRoute(application);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WebApplicationType.class,
      names = {"SERVLET", "REACTIVE"})
  void coverage_withoutATracer_isNone(WebApplicationType type) throws Exception {
    try (RunningApplication application =
        new RunningApplication(
            type, Untraced.class, "--sre.coverage.enabled=true", "--sre.coverage.warm-up=0s")) {
      Sent sent = send(application.port());
      TraceCounts seen = seen(application);

      assertThat(seen.covered()).isZero();
      assertThat(seen.untraced()).isEqualTo(sent.traced() + sent.untraced());
      assertThat(seen.unobserved()).isEqualTo(sent.dark());
    }
  }

  /** As an agent does, or a library of OpenTelemetry: without Micrometer Tracing. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1, 0})
  void coverage_tracedByAFilter_isTheTruth(double sampling) throws Exception {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Filtered.class,
            "--sampling=" + sampling,
            "--sre.coverage.enabled=true",
            "--sre.coverage.warm-up=0s")) {
      Sent sent = send(application.port());
      TraceCounts seen = seen(application);

      assertThat(seen.covered()).isEqualTo(sent.traced());
      assertThat(seen.untraced()).isEqualTo(sent.untraced());
      assertThat(seen.unobserved()).isEqualTo(sent.dark());
      double spread = Math.sqrt(sent.traced() * sampling * (1 - sampling));
      assertThat((double) seen.sampled()).isEqualTo(sent.traced() * sampling, within(luck(spread)));
    }
  }

  private static void findsTheDarkRoute(RunningApplication application) {
    CoverageReport report = application.bean(Coverage.class).report();
    assertThat(report.verdict("SRE-001").findings())
        .extracting(finding -> finding.subject())
        .containsExactly("GET /dark/{id}");
  }

  private static Sent send(int port) throws Exception {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    HttpClient client = HttpClient.newHttpClient();
    int untraced = 0;
    int dark = 0;
    for (int i = 0; i < REQUESTS; i++) {
      double kind = random.nextDouble();
      String path = kind < 0.1 ? "/dark/" : "/orders/";
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + i));
      if (kind < 0.1) {
        dark++;
      } else if (kind < 0.3) {
        untraced++;
        request.header(PartlyTraced.UNTRACED, "1");
      }
      HttpResponse<Void> response =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(200);
    }
    return new Sent(REQUESTS - untraced - dark, untraced, dark);
  }

  /** A response may arrive before its observation stops. */
  private static TraceCounts seen(RunningApplication application) {
    Coverage coverage = application.bean(Coverage.class);
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          coverage.inspect();
          return http(coverage).total().served() >= REQUESTS;
        });
    return http(coverage).total();
  }

  private static SliCoverage http(Coverage coverage) {
    return coverage.report().slis().stream()
        .filter(sli -> sli.sli().equals("http"))
        .findFirst()
        .orElseThrow();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Routes.class)
  static class Untraced {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Routes.class)
  static class Filtered {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }

    @Bean
    SdkTracerProvider spans(@Value("${sampling}") double sampling) {
      return SdkTracerProvider.builder().setSampler(Sampler.traceIdRatioBased(sampling)).build();
    }

    @Bean
    FilterRegistrationBean<Filter> tracing(SdkTracerProvider spans) {
      Tracer tracer = spans.get("filter");
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>((request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            boolean traced =
                http.getHeader(PartlyTraced.UNTRACED) == null
                    && !http.getRequestURI().startsWith("/dark");
            Span span = traced ? tracer.spanBuilder("request").startSpan() : Span.getInvalid();
            try (Scope unused = span.makeCurrent()) {
              chain.doFilter(request, response);
            } finally {
              span.end();
            }
          });
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return filter;
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Routes.class, PartlyTraced.Tracing.class})
  static class Traced {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }

  /** Trace ids are the SDK's own; at small rates counts are skewed. */
  private static double luck(double spread) {
    return spread == 0 ? 1e-9 : 6 * spread + 5;
  }
}
