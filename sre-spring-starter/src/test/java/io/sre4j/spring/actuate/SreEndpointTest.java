package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.SreEngine;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What the endpoint answers over real HTTP, after an hour of 2 % errors at a target of 99.9 %. */
class SreEndpointTest {
  private static final AtomicLong SECONDS = new AtomicLong(1_000_000);

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(Application.class)
            .properties(
                "server.port=0",
                "spring.main.web-application-type=servlet",
                "management.endpoints.web.exposure.include=sre",
                "sre.slos.quiet.target=99%",
                "sre.slos.quiet.window=month Europe/Berlin",
                "sre.slos.quiet.routes=/quiet")
            .run();
    SreEngine engine = context.getBean(SreEngine.class);
    SliRecorder http = engine.recorder("http");
    for (int second = 0; second < 3_600; second++) {
      SECONDS.incrementAndGet();
      for (int event = 0; event < 49; event++) {
        http.record(Outcome.GOOD, 10_000_000);
      }
      http.record(
          Outcome.BAD,
          20_000_000,
          "GET /orders/{id}",
          route -> new EventAttributes(route, "IOException", "inventory", "abc"));
      http.record(Outcome.EXCLUDED);
      engine.tick();
    }
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void report_all_hasScopeTimesAndSums() throws Exception {
    DocumentContext json = read("/actuator/sre");
    assertThat(json.<String>read("$.scope")).isEqualTo("INSTANCE");
    assertThat(json.<String>read("$.startedAt")).isEqualTo("1970-01-12T13:46:40Z");
    assertThat(json.<String>read("$.asOf")).isEqualTo("1970-01-12T14:46:40Z");
    assertThat(json.<List<String>>read("$.slos[*].name")).containsExactly("fast", "quiet");
    assertThat(json.<List<String>>read("$.slis[*].name")).containsExactly("http", "quiet");
    assertThat(json.<Integer>read("$.slis[0].good")).isEqualTo(3_600 * 49);
    assertThat(json.<Integer>read("$.slis[0].excluded")).isEqualTo(3_600);
    assertThat(json.<Double>read("$.slis[0].latency['5m'].p50Ms")).isBetween(9.0, 11.0);
    assertThat(json.<Integer>read("$.droppedTransitions")).isZero();
    assertThat(json.<Integer>read("$.failedListeners")).isZero();
    assertThat(json.<Integer>read("$.failedRecordings")).isZero();
  }

  @Test
  void slo_burning_saysHowMuchAndWhy() throws Exception {
    DocumentContext json = read("/actuator/sre/fast");
    assertThat(json.<String>read("$.indicator")).isEqualTo("http");
    assertThat(json.<String>read("$.objective")).isEqualTo("99.9% of http succeed within 300ms");
    assertThat(json.<Double>read("$.target")).isEqualTo(0.999);
    assertThat(json.<Double>read("$.thresholdSeconds")).isEqualTo(0.3);
    assertThat(json.<String>read("$.window")).isEqualTo("30d");
    assertThat(json.<Integer>read("$.bad")).isEqualTo(3_600);
    assertThat(json.<Double>read("$.sli")).isEqualTo(0.98);
    assertThat(json.<String>read("$.state")).isEqualTo("MEASURED");
    assertThat(json.<String>read("$.budget.state")).isEqualTo("UNKNOWN");
    assertThat(json.<Double>read("$.budgetRemaining")).isBetween(-19.01, -18.99);
    assertThat(json.<Double>read("$.burnRates['5m'].value")).isBetween(19.99, 20.01);
    assertThat(json.<Double>read("$.burnRates['30d'].value")).isBetween(19.99, 20.01);
    assertThat(json.<List<String>>read("$.alerts[?(@.rule=='page 1h/5m')].state"))
        .containsExactly("FIRING");
    assertThat(json.<String>read("$.alerts[0].evidence.explanation")).isNotEmpty();
    assertThat(json.<List<Integer>>read("$.whatBurns[?(@.by=='dependency')].last5m"))
        .hasSize(1)
        .allMatch(count -> count >= 300 && count <= 330);
    assertThat(json.<String>read("$.lastBadEvents[0].route")).isEqualTo("GET /orders/{id}");
    assertThat(json.<String>read("$.lastBadEvents[0].traceId")).isEqualTo("abc");
    assertThat(json.<Double>read("$.lastBadEvents[0].durationMs")).isEqualTo(20.0);
    assertThat(json.<Double>read("$.detectability.eventsPerHour")).isPositive();
    assertThat(json.<String>read("$.owner")).isEqualTo("shop");
    assertThat(json.<String>read("$.runbook")).isEqualTo("https://wiki/fast");
    assertThat(json.<String>read("$.labels.tier")).isEqualTo("1");
  }

  @Test
  void slo_withoutEvents_hasNullsAndNoNumberThatIsNone() throws Exception {
    HttpResponse<String> response = get("/actuator/sre/quiet");
    assertThat(response.body()).doesNotContain("NaN").doesNotContain("Infinity");
    DocumentContext json = JsonPath.parse(response.body());
    assertThat(json.<String>read("$.state")).isEqualTo("NO_DATA");
    assertThat(json.<Double>read("$.sli")).isNull();
    assertThat(json.<Double>read("$.budgetRemaining")).isNull();
    assertThat(json.<Double>read("$.burnRates['month Europe/Berlin'].value")).isNull();
  }

  @Test
  void slo_unknown_is404() throws Exception {
    assertThat(get("/actuator/sre/nobody").statusCode()).isEqualTo(404);
  }

  private static DocumentContext read(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    return JsonPath.parse(response.body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI uri = URI.create("http://localhost:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {
    @Bean
    TimeSource fakeTime() {
      return () -> new Tick(SECONDS.get() * 1_000_000_000L, Instant.ofEpochSecond(SECONDS.get()));
    }

    @Bean
    Slo fast() {
      return Slo.builder("fast")
          .objective(Objective.latency(HttpSlis.HTTP, Duration.ofMillis(300), Target.of("99.9%")))
          .owner("shop")
          .runbook(URI.create("https://wiki/fast"))
          .label("tier", "1")
          .build();
    }

    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }
}
