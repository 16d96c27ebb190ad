package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.sre4j.sli.BadEvent;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.spring.web.RunningApplication.Counts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.server.ResponseStatusException;

/** Requests over real HTTP to a servlet application: each is counted once, as what it was. */
class WebMvcRequestsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static RunningApplication application;

  @BeforeAll
  static void start() {
    application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Application.class,
            "--sre.slos.all.target=99%",
            "--sre.slos.pay.target=99%",
            "--sre.slos.pay.routes=POST /pay/**");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void request_answered_isGood() {
    assertThat(application.get("/orders/1").statusCode()).isEqualTo(200);
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_nobodyServes_isGood() {
    assertThat(application.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_manyAtOnce_areAllCounted() {
    for (int i = 0; i < 50; i++) {
      application.get("/orders/" + i);
    }
    assertThat(application.counted(50)).isEqualTo(new Counts(50, 0, 0));
  }

  @Test
  void request_503ByException_isBadAndKnowsWhy() {
    assertThat(application.getTraced("/busy", "00-" + TRACE + "-b7ad6b7169203331-01").statusCode())
        .isEqualTo(503);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    BadEvent event = application.lastBad("all");
    assertThat(event.attributes().route()).isEqualTo("GET /busy");
    assertThat(event.attributes().exception()).isEqualTo("ResponseStatusException");
    assertThat(event.attributes().traceId()).isEqualTo(TRACE);
    assertThat(event.attributes().dependency()).isNull();
    assertThat(event.duration()).isPresent();
  }

  @Test
  void request_exception_isBadAndCountedOnce() {
    assertThat(application.get("/broken").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().exception())
        .isEqualTo("IllegalStateException");
  }

  @Test
  void request_exceptionTurnedInto400_isGood() {
    assertThat(application.get("/refused").statusCode()).isEqualTo(400);
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_async_isGood() {
    assertThat(application.get("/async").body()).isEqualTo("later");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_asyncFails_isBad() {
    assertThat(application.get("/async-broken").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().route()).isEqualTo("GET /async-broken");
  }

  @Test
  void request_asyncTimesOut_isBadAndKnowsItsRoute() {
    assertThat(application.get("/async-never").statusCode()).isEqualTo(503);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().route()).isEqualTo("GET /async-never");
  }

  @Test
  void request_clientLeaves_isExcluded() {
    Orders orders = application.bean(Orders.class);
    application.getAndLeave("/stream", orders.arrived);
    orders.left.countDown();
    assertThat(application.counted()).isEqualTo(Counts.EXCLUDED);
  }

  @Test
  void request_dependencyIsGone_namesIt() {
    Inventory inventory = new Inventory(200);
    inventory.close();
    assertThat(application.get("/needs/" + inventory.name()).statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().dependency()).isEqualTo(inventory.name());
  }

  @Test
  void request_dependencyAnswers503_namesIt() {
    try (Inventory inventory = new Inventory(503)) {
      assertThat(application.get("/needs/" + inventory.name()).statusCode()).isEqualTo(500);
      assertThat(application.counted()).isEqualTo(Counts.BAD);
      assertThat(application.lastBad("all").attributes().dependency()).isEqualTo(inventory.name());
    }
  }

  @ParameterizedTest
  @CsvSource({"503, true", "404, false", "200, false"})
  void request_survivesItsDependency_knowsWhetherItFailed(int status, String failed) {
    try (Inventory inventory = new Inventory(status)) {
      assertThat(application.get("/survives/" + inventory.name()).body()).isEqualTo(failed);
      assertThat(application.counted()).isEqualTo(Counts.GOOD);
    }
  }

  @Test
  void request_actuator_isNotCounted() {
    assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(application.get("/actuator/sre").statusCode()).isEqualTo(200);
    assertThat(application.get("/error").statusCode()).isEqualTo(500);
    application.get("/orders/1");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_ofARoute_isCountedByItsSliToo() {
    Counts before = application.counts("pay");
    application.get("/pay/7");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
    assertThat(application.counts("pay")).isEqualTo(before);
    application.post("/pay/7");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
    assertThat(application.counts("pay").minus(before)).isEqualTo(Counts.GOOD);
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Orders.class)
  static class Application {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }

  @RestController
  static class Orders {
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch left = new CountDownLatch(1);
    private final RestClient client;

    Orders(ObservationRegistry registry) {
      client = RestClient.builder().observationRegistry(registry).build();
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable String id) {
      return "order " + id;
    }

    @GetMapping("/pay/{id}")
    String paid(@PathVariable String id) {
      return "paid " + id;
    }

    @PostMapping("/pay/{id}")
    String pay(@PathVariable String id) {
      return "pay " + id;
    }

    @GetMapping("/busy")
    String busy() {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("broken");
    }

    @GetMapping("/refused")
    String refused() {
      throw new IllegalArgumentException("refused");
    }

    @ExceptionHandler(IllegalArgumentException.class)
    void refuse(HttpServletResponse response) {
      response.setStatus(400);
    }

    @GetMapping("/async")
    Callable<String> async() {
      return () -> "later";
    }

    @GetMapping("/async-broken")
    CompletableFuture<String> asyncBroken() {
      return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }

    @GetMapping("/async-never")
    DeferredResult<String> asyncNever() {
      return new DeferredResult<>(1L);
    }

    @GetMapping("/stream")
    void stream(HttpServletResponse response) throws Exception {
      OutputStream body = response.getOutputStream();
      arrived.countDown();
      left.await(10, TimeUnit.SECONDS);
      byte[] chunk = new byte[64 * 1024];
      for (int i = 0; i < 1_000; i++) {
        body.write(chunk);
        body.flush();
      }
    }

    @GetMapping("/needs/{service}")
    String needs(@PathVariable String service) {
      return client.get().uri("http://" + service + "/stock").retrieve().body(String.class);
    }

    @GetMapping("/survives/{service}")
    boolean survives(@PathVariable String service, HttpServletRequest request) {
      try {
        needs(service);
      } catch (RestClientException survived) {
        // as a service with a fallback does
      }
      return ServerHttpObservationFilter.findObservationContext(request)
          .orElseThrow()
          .<ServerCall>getRequired(ServerCall.class)
          .hasFailedDependency();
    }
  }
}
