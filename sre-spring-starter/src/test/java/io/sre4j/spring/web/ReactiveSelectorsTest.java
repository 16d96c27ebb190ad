package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.spring.web.RunningApplication.Counts;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What a configuration makes of requests to a real Netty, served by annotated methods ({@code a})
 * and by functions ({@code f}); counts equal the caller's own.
 */
class ReactiveSelectorsTest {
  private static RunningApplication application;

  @BeforeAll
  static void start() {
    application =
        new RunningApplication(
            WebApplicationType.REACTIVE,
            Application.class,
            Stream.of(
                    keys("a"),
                    keys("f"),
                    List.of(
                        "--sre.slos.all.target=99%",
                        "--sre.slos.all.exclude=/internal/**",
                        "--logging.level.org.springframework.boot.webflux=OFF"))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }

  private static List<String> keys(String of) {
    String slo = "--sre.slos." + of;
    return List.of(
        slo + ".target=99%",
        slo + ".routes=GET /" + of + "/**",
        slo + ".exclude=/" + of + "/free/**",
        slo + ".bad-when=429,client-abort",
        slo + ".excluded-when=501,java.io.IOException",
        slo + "-slow.target=99%",
        slo + "-slow.routes=/" + of + "/slow",
        slo + "-slow.bad-when=> 80ms",
        slo + "-patient.target=99%",
        slo + "-patient.routes=/" + of + "/slow",
        slo + "-patient.bad-when=> 1h");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void answers_ofAnyStatus_areCountedAsTheCallerWould(String of) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int[] statuses = {200, 204, 400, 404, 429, 500, 501, 503};
    long bad = 0;
    long excluded = 0;
    Counts before = application.counts(of);
    for (int i = 0; i < 200; i++) {
      int status = statuses[random.nextInt(statuses.length)];
      int answered = application.get("/" + of + "/answer/" + status).statusCode();
      assertThat(answered).isEqualTo(status);
      excluded += answered == 501 ? 1 : 0;
      bad += answered == 429 || answered == 500 || answered == 503 ? 1 : 0;
    }
    application.counted(200);
    assertThat(counted(of, before, 200))
        .as("seed %d", seed)
        .isEqualTo(new Counts(200 - bad - excluded, bad, excluded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void requests_ofAnotherMethod_belongToAnotherSli(String of) {
    Counts before = application.counts(of);
    assertThat(application.post("/" + of + "/answer/500").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.counts(of)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void requests_excluded_areNotCounted(String of) {
    Counts before = application.counts(of);
    assertThat(application.get("/" + of + "/free/500").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD); // of http only
    assertThat(application.counts(of)).isEqualTo(before);
  }

  @Test
  void requests_excludedFromAll_areNotCountedAtAll() {
    application.get("/internal/a");
    application.get("/internal/f");
    application.get("/a/answer/200");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void requests_slowerThanAllowed_areBadForThatSliOnly(String of) {
    application.get("/" + of + "/slow");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
    assertThat(counted(of + "-slow", new Counts(0, 0, 0), 1)).isEqualTo(Counts.BAD);
    assertThat(counted(of + "-patient", new Counts(0, 0, 0), 1)).isEqualTo(Counts.GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void exceptions_byChoice_areExcludedForThatSliOnly(String of) {
    Counts before = application.counts(of);
    assertThat(application.get("/" + of + "/lost").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(counted(of, before, 1)).isEqualTo(Counts.EXCLUDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "f"})
  void clients_thatLeave_areBadForThatSliOnly(String of) {
    Counts before = application.counts(of);
    CountDownLatch arrived = application.bean(Caller.class).meeting(of).arrived;
    application.getAndLeave("/" + of + "/never", arrived);
    assertThat(application.counted()).isEqualTo(Counts.EXCLUDED);
    assertThat(counted(of, before, 1)).isEqualTo(Counts.BAD);
  }

  /** What the SLI counted since then, once there are so many events: {@code http} is first. */
  private static Counts counted(String sli, Counts before, int events) {
    await().until(() -> application.counts(sli).minus(before).total() >= events);
    return application.counts(sli).minus(before);
  }

  private static Mono<String> lost() {
    return Mono.error(new FileNotFoundException("lost"));
  }

  private static Mono<String> slow() {
    return Mono.just("at last").delayElement(Duration.ofMillis(100));
  }

  private static Mono<String> never(Caller caller, String of) {
    return Mono.<String>never().doOnSubscribe(unused -> caller.meeting(of).arrived.countDown());
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Annotated.class, Caller.class})
  static class Application {
    @Bean
    RouterFunction<ServerResponse> functions(Caller caller) {
      return RouterFunctions.route()
          .GET("/f/answer/{status}", Application::answer)
          .POST("/f/answer/{status}", Application::answer)
          .GET("/f/free/{status}", Application::answer)
          .GET("/f/lost", request -> ServerResponse.ok().body(lost(), String.class))
          .GET("/f/slow", request -> ServerResponse.ok().body(slow(), String.class))
          .GET("/f/never", request -> ServerResponse.ok().body(never(caller, "f"), String.class))
          .GET("/internal/f", request -> ServerResponse.ok().build())
          .build();
    }

    private static Mono<ServerResponse> answer(ServerRequest request) {
      return ServerResponse.status(Integer.parseInt(request.pathVariable("status"))).build();
    }
  }

  @RestController
  static class Annotated {
    private final Caller caller;

    Annotated(Caller caller) {
      this.caller = caller;
    }

    @RequestMapping({"/a/answer/{status}", "/a/free/{status}"})
    Mono<ResponseEntity<Void>> answer(@PathVariable int status) {
      return Mono.just(ResponseEntity.status(status).build());
    }

    @GetMapping("/a/lost")
    Mono<String> lost() {
      return ReactiveSelectorsTest.lost();
    }

    @GetMapping("/a/slow")
    Mono<String> slow() {
      return ReactiveSelectorsTest.slow();
    }

    @GetMapping("/a/never")
    Mono<String> never() {
      return ReactiveSelectorsTest.never(caller, "a");
    }

    @GetMapping("/internal/a")
    Mono<String> internal() {
      return Mono.just("internal");
    }
  }
}
