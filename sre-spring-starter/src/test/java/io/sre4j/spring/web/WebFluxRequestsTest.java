package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Requests over real HTTP to a reactive application: each is counted once, as what it was. */
class WebFluxRequestsTest {
  private static RunningApplication application;

  @BeforeAll
  static void start() {
    application =
        new RunningApplication(
            WebApplicationType.REACTIVE,
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
  void request_503ByException_isBadAndKnowsWhy() {
    assertThat(application.get("/busy").statusCode()).isEqualTo(503);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().route()).isEqualTo("GET /busy");
    assertThat(application.lastBad("all").attributes().exception())
        .isEqualTo("ResponseStatusException");
  }

  @Test
  void request_exception_isBadAndCountedOnce() {
    assertThat(application.get("/broken").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.lastBad("all").attributes().exception())
        .isEqualTo("IllegalStateException");
  }

  @Test
  void request_failsAsynchronously_isBad() {
    assertThat(application.get("/async-broken").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
  }

  @Test
  void request_clientLeaves_isExcluded() {
    application.getAndLeave("/never", application.bean(Orders.class).arrived);
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

  @Test
  void request_actuator_isNotCounted() {
    assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(application.get("/actuator/sre").statusCode()).isEqualTo(200);
    application.get("/orders/1");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @Test
  void request_ofARoute_isCountedByItsSliToo() {
    Counts before = application.counts("pay");
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
    private final WebClient client;

    Orders(ObservationRegistry registry) {
      client = WebClient.builder().observationRegistry(registry).build();
    }

    @GetMapping("/orders/{id}")
    Mono<String> order(@PathVariable String id) {
      return Mono.just("order " + id);
    }

    @PostMapping("/pay/{id}")
    Mono<String> pay(@PathVariable String id) {
      return Mono.just("pay " + id);
    }

    @GetMapping("/busy")
    Mono<String> busy() {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @GetMapping("/broken")
    Mono<String> broken() {
      throw new IllegalStateException("broken");
    }

    @GetMapping("/async-broken")
    Mono<String> asyncBroken() {
      return Mono.fromCallable(() -> {
        throw new IllegalStateException("later");
      });
    }

    @GetMapping("/never")
    Mono<String> never() {
      return Mono.<String>never().doOnSubscribe(unused -> arrived.countDown());
    }

    @GetMapping("/needs/{service}")
    Mono<String> needs(@PathVariable String service) {
      return client.get().uri("http://" + service + "/stock").retrieve().bodyToMono(String.class);
    }
  }
}
