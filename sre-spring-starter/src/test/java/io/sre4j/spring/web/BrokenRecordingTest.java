package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A defect of ours is never the host's: requests are served whatever recording throws. */
class BrokenRecordingTest {
  private static final Supplier<HttpSliRouter> BROKEN =
      () -> {
        throw new LinkageError("broken on purpose");
      };

  @Test
  void mvcRequest_recordingThrows_isServed() {
    serves(WebApplicationType.SERVLET, Mvc.class);
  }

  @Test
  void webFluxRequest_recordingThrows_isServed() {
    serves(WebApplicationType.REACTIVE, WebFlux.class);
  }

  private static void serves(WebApplicationType type, Class<?> broken) {
    try (RunningApplication application = new RunningApplication(type, broken)) {
      assertThat(application.get("/orders/1").body()).isEqualTo("order 1");
      assertThat(application.get("/busy").statusCode()).isEqualTo(503);
      RecordingFailures failures = application.bean(RecordingFailures.class);
      await().untilAsserted(() -> assertThat(failures.count()).isEqualTo(2));
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(WebMvcRequestsTest.Orders.class)
  static class Mvc {
    @Bean
    ServletRequestHandler broken(RecordingFailures failures) {
      return new ServletRequestHandler(BROKEN, failures);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(WebFluxRequestsTest.Orders.class)
  static class WebFlux {
    @Bean
    ReactiveRequestHandler broken(RecordingFailures failures) {
      return new ReactiveRequestHandler(BROKEN, failures);
    }
  }
}
