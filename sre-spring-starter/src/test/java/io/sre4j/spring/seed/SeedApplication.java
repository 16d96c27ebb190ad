package io.sre4j.spring.seed;

import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A small shop that is right. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SeedApplication.Shop.class)
class SeedApplication {

  @Bean
  InMemorySpanExporter exporter() {
    return InMemorySpanExporter.create();
  }

  /** What the key stands for: Spring Boot reads it from 4.1 on. */
  @Bean
  @ConditionalOnBooleanProperty("spring.task.execution.propagate-context")
  ContextPropagatingTaskDecorator propagation() {
    return new ContextPropagatingTaskDecorator();
  }

  @RestController
  static class Shop {
    private final RestClient client;
    private final AsyncTaskExecutor executor;
    private final ObjectProvider<DataSource> database;

    Shop(
        ObservationRegistry observations,
        AsyncTaskExecutor applicationTaskExecutor,
        ObjectProvider<DataSource> database) {
      this.client = RestClient.builder().observationRegistry(observations).build();
      this.executor = applicationTaskExecutor;
      this.database = database;
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable int id) {
      return "order " + id;
    }

    @GetMapping("/carts/{id}")
    String cart(@PathVariable int id) {
      return "cart " + id;
    }

    @GetMapping("/stock/{id}")
    String stock(@PathVariable int id) {
      return "stock " + id;
    }

    /** Calls another service, itself, from another thread. */
    @GetMapping("/background/{id}")
    String background(@PathVariable int id) throws Exception {
      String stock =
          ServletUriComponentsBuilder.fromCurrentContextPath().path("/stock/{id}").toUriString();
      return executor
          .submit(() -> client.get().uri(stock, id).retrieve().body(String.class))
          .get(10, TimeUnit.SECONDS);
    }

    @GetMapping("/busy/{id}")
    String busy(@PathVariable int id) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "order " + id);
    }

    @GetMapping("/database/{id}")
    String database(@PathVariable int id) throws Exception {
      try (Connection connection = database.getObject().getConnection()) {
        return id + " " + connection.isValid(1);
      }
    }
  }
}
