package io.sre4j.example.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.coverage.Coverage;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** OpenTelemetry's Spring starter makes the spans, and sre4j's starter says what they are worth. */
class StarterTest {
  private static final int REQUESTS = 200;

  @Test
  void coverage_ofAnApplicationWithOpenTelemetrysStarter_isThatOfItsSpans() throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Orders.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.application.name=orders",
                "otel.traces.exporter=logging",
                "otel.metrics.exporter=none",
                "otel.logs.exporter=none",
                "sre.coverage.warm-up=0s")
            .run()) {
      Coverage coverage = context.getBean(Coverage.class);
      ask(context.getEnvironment().getRequiredProperty("local.server.port"));
      await()
          .until(() -> {
            coverage.inspect();
            return served(coverage) >= REQUESTS;
          });

      assertThat(coverage.report().routes())
          .filteredOn(route -> route.route().equals("GET /orders/{id}"))
          .singleElement()
          .satisfies(route -> assertThat(route.total().sampled()).isEqualTo(REQUESTS));
      assertThat(coverage.signals().isAttached(Hook.SPANS)).as("spans").isTrue();
      assertThat(coverage.signals().isAttached(Hook.EXPORTS)).as("exporters").isTrue();
      assertThat(coverage.signals().isAttached(Hook.PROPAGATION)).as("propagators").isTrue();
      assertThat(coverage.report().verdict("SRE-001").state()).isEqualTo(FindingState.PASS);
    }
  }

  private static void ask(String port) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < REQUESTS; i++) {
      URI uri = URI.create("http://localhost:" + port + "/orders/" + i);
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  private static long served(Coverage coverage) {
    return coverage.report().routes().stream().mapToLong(route -> route.total().served()).sum();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Application.class)
  static class Orders {}

  @RestController
  static class Application {
    @GetMapping("/orders/{id}")
    String order(@PathVariable int id) {
      return "order " + id;
    }
  }
}
