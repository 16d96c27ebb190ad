package io.sre4j.spring.coverage;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sre4j.spring.coverage.CleanApplication.CountingExporter;
import java.util.concurrent.Callable;
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
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** 100,000 requests to a healthy servlet application. */
@Tag("long")
@Tag("load")
class CleanMvcTest {

  @Test
  @Timeout(600)
  void findings_ofAHealthyApplication_areNone() throws Exception {
    CleanApplication.staysWithoutFindings(WebApplicationType.SERVLET, Application.class);
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
    private final RestClient client;

    Shop(ObservationRegistry observations) {
      this.observations = observations;
      this.client = RestClient.builder().observationRegistry(observations).build();
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable int id) {
      return Observation.createNotStarted("load", observations).observe(() -> "order " + id);
    }

    /** Calls another service: itself. */
    @GetMapping("/checkout/{id}")
    String checkout(@PathVariable int id) {
      String stock =
          ServletUriComponentsBuilder.fromCurrentContextPath().path("/stock/{id}").toUriString();
      return client.get().uri(stock, id).retrieve().body(String.class);
    }

    @GetMapping("/stock/{id}")
    String stock(@PathVariable int id) {
      return "stock " + id;
    }

    @GetMapping("/later/{id}")
    Callable<String> later(@PathVariable int id) {
      return () -> Observation.createNotStarted("price", observations).observe(() -> "later " + id);
    }

    @GetMapping("/refused/{id}")
    String refused(@PathVariable int id) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "order " + id);
    }

    @Scheduled(fixedDelay = 50)
    void tidyUp() {
      Observation.createNotStarted("tidy", observations).observe(() -> {});
    }
  }
}
