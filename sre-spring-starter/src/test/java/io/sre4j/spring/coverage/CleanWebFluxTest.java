package io.sre4j.spring.coverage;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sre4j.spring.coverage.CleanApplication.CountingExporter;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** 100,000 requests to a healthy reactive application. */
@Tag("long")
@Tag("load")
class CleanWebFluxTest {

  @Test
  @Timeout(600)
  void findings_ofAHealthyApplication_areNone() throws Exception {
    CleanApplication.staysWithoutFindings(WebApplicationType.REACTIVE, Application.class);
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableScheduling
  @Import(Shop.class)
  static class Application {
    @Bean
    CountingExporter exporter() {
      return new CountingExporter();
    }
  }

  @RestController
  static class Shop {
    private final ObservationRegistry observations;
    private final WebClient client;

    Shop(ObservationRegistry observations) {
      this.observations = observations;
      this.client = WebClient.builder().observationRegistry(observations).build();
    }

    @GetMapping("/orders/{id}")
    Mono<String> order(@PathVariable int id) {
      return Mono.fromCallable(
          () -> Observation.createNotStarted("load", observations).observe(() -> "order " + id));
    }

    /** Calls another service: itself. */
    @GetMapping("/checkout/{id}")
    Mono<String> checkout(@PathVariable int id, ServerWebExchange exchange) {
      int port = exchange.getRequest().getURI().getPort();
      return client
          .get()
          .uri("http://localhost:" + port + "/stock/{id}", id)
          .retrieve()
          .bodyToMono(String.class);
    }

    @GetMapping("/stock/{id}")
    Mono<String> stock(@PathVariable int id) {
      return Mono.just("stock " + id);
    }

    @GetMapping("/later/{id}")
    Mono<String> later(@PathVariable int id) {
      return Mono.delay(Duration.ofMillis(1))
          .map(unused ->
              Observation.createNotStarted("price", observations).observe(() -> "later " + id));
    }

    @GetMapping("/refused/{id}")
    Mono<String> refused(@PathVariable int id) {
      return Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST, "order " + id));
    }

    @Scheduled(fixedDelay = 50)
    void tidyUp() {
      Observation.createNotStarted("tidy", observations).observe(() -> {});
    }
  }
}
