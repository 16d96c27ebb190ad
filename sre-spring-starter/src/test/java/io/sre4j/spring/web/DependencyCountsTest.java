package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.EdgeCounts;
import io.sre4j.dependency.Hardness;
import io.sre4j.dependency.RouteDependencies;
import io.sre4j.spring.SreEngineCustomizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Real applications whose requests call a real service as a plan says: what the dependencies are
 * said to be is what the caller planned, and what the service counted itself.
 */
@Tag("long")
class DependencyCountsTest {
  private static final long SEED = 20_261_123;
  private static final int REQUESTS = 600;
  private static final int[] STATUSES = {200, 200, 200, 200, 404, 503};

  /** What a route's plans come to, by the caller. */
  private static final class Truth {
    long requests;
    long failedRequests;
    long badRequests;
    long calls;
    long failedCalls;
    long retries;
  }

  @ParameterizedTest
  @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void counts_ofPlannedCalls_areTheCallersAndTheServices(WebApplicationType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    Truth soft = new Truth();
    Truth hard = new Truth();
    try (AnsweringService service = new AnsweringService();
        RunningApplication application = start(type)) {
      for (int i = 0; i < REQUESTS; i++) {
        request(application, service, "soft", plan(random), soft);
        request(application, service, "hard", plan(random), hard);
        application.get("/nothing");
      }
      application.counted(3 * REQUESTS);
      RouteDependencies softRoute = route(application, "GET /soft/{service}/{plan}");
      RouteDependencies hardRoute = route(application, "GET /hard/{service}/{plan}");
      agrees(softRoute, service, soft);
      agrees(hardRoute, service, hard);
      assertThat(service.answered()).isEqualTo(soft.calls + hard.calls);
      assertThat(service.failed()).isEqualTo(soft.failedCalls + hard.failedCalls);
      assertThat(hardness(softRoute)).as("seed %d", SEED).isEqualTo(Hardness.SOFT);
      assertThat(hardness(hardRoute)).as("seed %d", SEED).isEqualTo(Hardness.HARD);
      assertThat(hardRoute.ceiling().value())
          .isEqualTo(1 - (double) hard.failedRequests / REQUESTS);
      assertThat(softRoute.ceiling().value()).isEqualTo(1);
    }
  }

  private static RunningApplication start(WebApplicationType type) {
    return new RunningApplication(
        type,
        type == WebApplicationType.SERVLET ? Mvc.class : WebFlux.class,
        "--sre.slos.all.target=99%",
        "--logging.level.org.apache.catalina=off");
  }

  private static List<Integer> plan(SplittableRandom random) {
    List<Integer> plan = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      plan.add(STATUSES[random.nextInt(STATUSES.length)]);
    }
    return plan;
  }

  /** A route that is hard stops at the first failure. */
  private static void request(
      RunningApplication application,
      AnsweringService service,
      String route,
      List<Integer> plan,
      Truth truth) {
    int status = application.get(path(route, service, plan)).statusCode();
    int firstFailure = plan.indexOf(503);
    List<Integer> made =
        route.equals("hard") && firstFailure >= 0 ? plan.subList(0, firstFailure + 1) : plan;
    assertThat(status >= 500).isEqualTo(route.equals("hard") && firstFailure >= 0);
    truth.requests++;
    truth.badRequests += status >= 500 ? 1 : 0;
    truth.failedRequests += made.get(made.size() - 1) == 503 ? 1 : 0;
    truth.calls += made.size();
    for (int i = 0; i < made.size(); i++) {
      truth.failedCalls += made.get(i) == 503 ? 1 : 0;
      truth.retries += i > 0 && made.get(i - 1) == 503 ? 1 : 0;
    }
  }

  private static String path(String route, AnsweringService service, List<Integer> plan) {
    String calls = plan.stream().map(String::valueOf).collect(Collectors.joining("-"));
    return "/" + route + "/" + service.name() + "/" + calls;
  }

  private static void agrees(RouteDependencies route, AnsweringService service, Truth truth) {
    assertThat(route.edges()).extracting("dependency").containsExactly(service.name());
    EdgeCounts counts = route.edges().get(0).counts();
    assertThat(route.requests()).isEqualTo(truth.requests);
    assertThat(counts.requests()).isEqualTo(truth.requests);
    assertThat(counts.calls()).isEqualTo(truth.calls);
    assertThat(counts.failedCalls()).isEqualTo(truth.failedCalls);
    assertThat(counts.retries()).isEqualTo(truth.retries);
    assertThat(counts.lateCalls()).isZero();
    assertThat(counts.failedRequests()).isEqualTo(truth.failedRequests);
    assertThat(counts.badRequests()).isEqualTo(truth.badRequests);
    assertThat(counts.latencies().stream().mapToLong(Long::longValue).sum()).isEqualTo(truth.calls);
    assertThat(counts.meanLatency().orElseThrow()).isPositive();
  }

  private static Hardness hardness(RouteDependencies route) {
    return route.edges().get(0).verdict().hardness();
  }

  private static RouteDependencies route(RunningApplication application, String route) {
    return application
        .bean(Dependencies.class)
        .report(application.bean(SreEngine.class).report().slos())
        .routes()
        .stream()
        .filter(read -> read.route().equals(route))
        .findFirst()
        .orElseThrow();
  }

  /** A call that nobody waits for any longer has failed the request. */
  @Test
  void call_requestTimesOut_isAFailure() {
    try (AnsweringService service = new AnsweringService();
        RunningApplication application = start(WebApplicationType.REACTIVE)) {
      assertThat(application.get("/impatient/" + service.name()).statusCode()).isEqualTo(500);
      application.counted();
      assertThat(application.lastBad("all").attributes().dependency()).isEqualTo(service.name());
      EdgeCounts counts = route(application, "GET /impatient/{service}").edges().get(0).counts();
      assertThat(counts.failedAlone().part()).isEqualTo(1);
      assertThat(counts.lateCalls()).isZero();
    }
  }

  /** The client's leaving cancels the call: nobody's failure. */
  @Test
  void call_clientLeaves_isNotCounted() throws Exception {
    try (AnsweringService service = new AnsweringService();
        RunningApplication application = start(WebApplicationType.REACTIVE)) {
      application.getAndLeave("/patient/" + service.name(), application.bean(Shop.class).arrived);
      assertThat(application.counted()).isEqualTo(RunningApplication.Counts.EXCLUDED);
      assertThat(application.bean(Stops.class).first.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(application.bean(Dependencies.class).report(List.of()).routes()).isEmpty();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(PlainShop.class)
  static class Mvc {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }

  @RestController
  static class PlainShop {
    private final RestClient client;

    PlainShop(ObservationRegistry registry) {
      client = RestClient.builder().observationRegistry(registry).build();
    }

    @GetMapping("/hard/{service}/{plan}")
    String hard(@PathVariable String service, @PathVariable String plan) {
      for (String status : plan.split("-", -1)) {
        call(service, status);
      }
      return "done";
    }

    @GetMapping("/soft/{service}/{plan}")
    String soft(@PathVariable String service, @PathVariable String plan) {
      for (String status : plan.split("-", -1)) {
        try {
          call(service, status);
        } catch (RestClientException survived) {
          // as a service with a fallback does
        }
      }
      return "done";
    }

    @GetMapping("/nothing")
    String nothing() {
      return "done";
    }

    private void call(String service, String status) {
      client
          .get()
          .uri("http://" + service + "/answer/" + status)
          .retrieve()
          .onStatus(HttpStatusCode::is4xxClientError, (request, response) -> {})
          .toBodilessEntity();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Shop.class, Stops.class})
  static class WebFlux {
    @Bean
    SreEngineCustomizer manualTicks() {
      return engine -> engine.manualTicks();
    }
  }

  /** Is told of a call's end after all others: stops go backwards. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class Stops implements ObservationHandler<ClientRequestObservationContext> {
    final CountDownLatch first = new CountDownLatch(1);

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof ClientRequestObservationContext;
    }

    @Override
    public void onStop(ClientRequestObservationContext context) {
      first.countDown();
    }
  }

  @RestController
  static class Shop {
    final CountDownLatch arrived = new CountDownLatch(1);
    private final WebClient client;

    Shop(ObservationRegistry registry) {
      client = WebClient.builder().observationRegistry(registry).build();
    }

    @GetMapping("/hard/{service}/{plan}")
    Mono<String> hard(@PathVariable String service, @PathVariable String plan) {
      return Flux.fromArray(plan.split("-", -1))
          .concatMap(status -> call(service, status))
          .then(Mono.just("done"));
    }

    @GetMapping("/soft/{service}/{plan}")
    Mono<String> soft(@PathVariable String service, @PathVariable String plan) {
      return Flux.fromArray(plan.split("-", -1))
          .concatMap(status -> call(service, status).onErrorComplete())
          .then(Mono.just("done"));
    }

    @GetMapping("/nothing")
    Mono<String> nothing() {
      return Mono.just("done");
    }

    @GetMapping("/impatient/{service}")
    Mono<String> impatient(@PathVariable String service) {
      return hang(service).timeout(Duration.ofSeconds(1));
    }

    @GetMapping("/patient/{service}")
    Mono<String> patient(@PathVariable String service) {
      return hang(service).doOnSubscribe(unused -> arrived.countDown());
    }

    private Mono<String> hang(String service) {
      return client.get().uri("http://" + service + "/hang").retrieve().bodyToMono(String.class);
    }

    private Mono<Object> call(String service, String status) {
      return client
          .get()
          .uri("http://" + service + "/answer/" + status)
          .retrieve()
          .onStatus(HttpStatusCode::is4xxClientError, response -> Mono.empty())
          .toBodilessEntity()
          .cast(Object.class);
    }
  }
}
