package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.SreEngine;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/**
 * Requests of every kind at once to a real Netty, with and without virtual threads for what blocks:
 * what is counted is what the caller saw.
 */
class ReactiveTruthTest {
  private static final int REQUESTS = 500;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requests_ofEveryKind_areCountedAsTheCallerSawThem(boolean virtualThreads) throws Exception {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    long seed = new Random().nextLong();
    try (RunningApplication application = start(virtualThreads)) {
      Counts seen =
          application
              .bean(Caller.class)
              .call(
                  application,
                  seed,
                  REQUESTS,
                  "/annotated/",
                  "/functional/",
                  "/answer/404",
                  "/answer/429",
                  "/answer/500",
                  "/broken",
                  "/functional-broken",
                  "/filtered/",
                  "/async",
                  "/async-broken",
                  "/async-never",
                  "/nowhere/",
                  Caller.LEAVES);
      assertThat(seen.excluded()).as("seed %d", seed).isPositive();
      assertThat(application.counted(REQUESTS)).as("seed %d", seed).isEqualTo(seen);
      assertThat(application.bean(Shop.class).thread.get().startsWith("VirtualThread"))
          .isEqualTo(virtualThreads);
      assertThat(application.bean(RecordingFailures.class).count()).isZero();
    }
  }

  @Test
  void storm_ofUnknownPaths_isCountedAndKeepsOneRoute() {
    try (RunningApplication application = start(false)) {
      for (int i = 0; i < 2_000; i++) {
        application.get("/nowhere/" + i);
      }
      assertThat(application.counted(2_000)).isEqualTo(new Counts(2_000, 0, 0));
      assertThat(application.bean(HttpSliRouter.class).remembered()).isEqualTo(1);
      assertThat(application.bean(SreEngine.class).report().slis()).hasSize(1);
    }
  }

  private static RunningApplication start(boolean virtualThreads) {
    return new RunningApplication(
        WebApplicationType.REACTIVE,
        Application.class,
        "--spring.threads.virtual.enabled=" + virtualThreads,
        "--sre.slos.all.target=99%",
        "--logging.level.org.springframework.boot.webflux=OFF");
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Shop.class, Caller.class})
  static class Application {
    @Bean
    WebFilter broken() {
      return (exchange, chain) -> {
        if (exchange.getRequest().getPath().value().startsWith("/filtered/")) {
          throw new IllegalStateException("in a filter");
        }
        return chain.filter(exchange);
      };
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
      return RouterFunctions.route()
          .GET("/functional/{id}", request -> ServerResponse.ok().bodyValue("functional"))
          .GET("/functional-broken", request -> Mono.error(new IllegalStateException("functional")))
          .build();
    }
  }

  @RestController
  static class Shop {
    final AtomicReference<String> thread = new AtomicReference<>("");
    private final Caller caller;

    Shop(Caller caller) {
      this.caller = caller;
    }

    @GetMapping("/annotated/{id}")
    String annotated(@PathVariable String id) {
      thread.set(Thread.currentThread().toString());
      return id;
    }

    @GetMapping("/answer/{status}")
    Mono<ResponseEntity<Void>> answer(@PathVariable int status) {
      return Mono.just(ResponseEntity.status(status).build());
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("annotated");
    }

    @GetMapping("/async")
    Mono<String> async() {
      return Mono.just("later").delayElement(Duration.ofMillis(1));
    }

    @GetMapping("/async-broken")
    Mono<String> asyncBroken() {
      return Mono.fromCallable(() -> {
        throw new IllegalStateException("later");
      });
    }

    @GetMapping("/async-never")
    Mono<String> asyncNever() {
      return Mono.<String>never().timeout(Duration.ofMillis(1));
    }

    @GetMapping(Caller.LEAVES + "{id}")
    Mono<String> left(@PathVariable String id) {
      return Mono.<String>never().doOnSubscribe(unused -> caller.meeting(id).arrived.countDown());
    }
  }
}
