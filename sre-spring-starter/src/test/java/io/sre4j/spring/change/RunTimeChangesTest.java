package io.sre4j.spring.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.SreEngine;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import io.sre4j.timeline.EventCounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Promises that are changed over HTTP while the application runs. */
@ExtendWith(OutputCaptureExtension.class)
class RunTimeChangesTest {
  private static final AtomicLong SECONDS = new AtomicLong(1_000_000);
  private static final String ALLOWED = "management.endpoint.sre.access=unrestricted";

  private @Nullable ConfigurableApplicationContext context;

  @AfterEach
  void stop() {
    if (context != null) {
      context.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, /pay", "POST, ''", "DELETE, ''"})
  void change_unlessAllowed_isRefused(String method, String path) throws Exception {
    start("sre.enabled=true");
    assertThat(send(method, path, "{\"target\":\"98%\",\"exclude\":\"5m\"}").statusCode())
        .isEqualTo(405);
    assertThat(status().slo().objectives().toString()).isEqualTo("[99% of http succeed]");
    assertThat(JsonPath.parse(send("GET", "", null).body()).<Integer>read("$.changes.length()"))
        .isZero();
  }

  @Test
  void change_targetAndAlerting_goesOnFromWhatWasCounted(CapturedOutput output) throws Exception {
    start(ALLOWED);
    serve(3_600, 9, 1);
    EventCounts before = status().events();
    HttpResponse<String> response =
        send("POST", "/pay", "{\"target\":\"95%\",\"alerting\":\"none\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    DocumentContext json = JsonPath.parse(response.body());
    assertThat(json.<Double>read("$.burnRates['30d'].value")).isBetween(1.99, 2.01);
    assertThat(status().slo().alerting().rules()).isEmpty();
    assertThat(status().slo().owner()).contains("shop");
    assertThat(status().events()).isEqualTo(before);
    serve(60, 10, 0);
    assertThat(status().events()).isEqualTo(before.plus(new EventCounts(600, 0, 0)));
    String changed =
        "SLO pay has [95% of http succeed] and alerting none instead of [99% of http succeed] and"
            + " alerting google, by somebody unknown, until the next start";
    assertThat(output).containsOnlyOnce("Changed at run time: " + changed);
    assertThat(JsonPath.parse(send("GET", "", null).body()).<String>read("$.changes[0].what"))
        .isEqualTo(changed);
  }

  @Test
  void exclude_forAWhile_countsAsExcludedAndCanBeRevoked(CapturedOutput output) throws Exception {
    start(ALLOWED);
    serve(10, 1, 0);
    HttpResponse<String> response =
        send("POST", "", "{\"exclude\":\"5m\",\"reason\":\"a\\u001b[31mb\",\"slo\":\"pay\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JsonPath.parse(response.body()).<String>read("$.slos[0]")).isEqualTo("pay");
    assertThat(output).contains("events of SLO pay are excluded for 5m: a?[31mb, by");
    serve(10, 0, 1);
    assertThat(status().events()).isEqualTo(new EventCounts(10, 0, 10));
    assertThat(JsonPath.parse(send("DELETE", "?revoke=true", null).body()).<Integer>read("$.ended"))
        .isEqualTo(1);
    assertThat(status().events()).isEqualTo(new EventCounts(10, 10, 0));
    assertThat(output).contains("1 exclusions were ended; their events count after all");
  }

  @Test
  void exclude_isOver_eventsCountAgain() throws Exception {
    start(ALLOWED);
    send("POST", "", "{\"exclude\":\"1m\"}");
    serve(90, 0, 1);
    assertThat(status().events()).isEqualTo(new EventCounts(0, 30, 60));
    assertThat(JsonPath.parse(send("DELETE", "", null).body()).<Integer>read("$.ended")).isZero();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /pay   | {}                                | nothing to change
          /pay   | {"target":"101%"}                 | lies between 0 and 1
          /pay   | {"alerting":"loud"}               | choose google, sloth
          /pay   | {"target":"90%"}                  | can never fire
          /none  | {"target":"90%"}                  | is not an SLO of this engine
          ''     | {"exclude":"25h"}                 | lasts from 1m to 24h
          ''     | {"exclude":"soon"}                | as in 30d
          ''     | {"exclude":"5m","slo":"none"}     | is not an SLO of this engine
          """)
  void change_thatCannotBe_saysWhyAndChangesNothing(
      String path, String body, String reason, CapturedOutput output) throws Exception {
    start(ALLOWED);
    HttpResponse<String> response = send("POST", path, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
    assertThat(status().slo().objectives().toString()).isEqualTo("[99% of http succeed]");
    assertThat(output).doesNotContain("Changed at run time");
  }

  private void start(String... keys) {
    context =
        new SpringApplicationBuilder(Application.class)
            .properties(
                "server.port=0",
                "spring.main.web-application-type=servlet",
                "server.error.include-message=always",
                "spring.web.error.include-message=always",
                "management.endpoints.web.exposure.include=sre",
                "sre.slos.pay.target=99%",
                "sre.slos.pay.owner=shop")
            .properties(keys)
            .run();
  }

  private void serve(int seconds, int good, int bad) {
    SreEngine engine = engine();
    for (int i = 0; i < seconds; i++) {
      SECONDS.incrementAndGet();
      for (int event = 0; event < good + bad; event++) {
        engine.recorder("http").record(event < good ? Outcome.GOOD : Outcome.BAD);
      }
      engine.tick();
    }
  }

  private SloStatus status() {
    return engine().status("pay");
  }

  private SreEngine engine() {
    if (context == null) {
      throw new IllegalStateException("not started");
    }
    return context.getBean(SreEngine.class);
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body)
      throws Exception {
    if (context == null) {
      throw new IllegalStateException("not started");
    }
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.BodyPublisher published =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/sre" + path))
            .method(method, published)
            .header("Content-Type", "application/json")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {
    @Bean
    TimeSource fakeTime() {
      return () -> new Tick(SECONDS.get() * 1_000_000_000L, Instant.ofEpochSecond(SECONDS.get()));
    }

    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }
}
