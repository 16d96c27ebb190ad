package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.dependency.Dependencies;
import io.sre4j.signal.RouteCounters;
import io.sre4j.slo.Sli;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private final SreEngine engine =
      SreEngine.builder().manualTicks().sli(Sli.events("http")).sli(Sli.events("orders")).build();
  private final Coverage coverage = Coverage.builder(engine).manual().build();
  private final Destinations destinations =
      new Destinations(
          new Promises(
              List.of(Sli.events("http"), Sli.events("orders")),
              List.of(),
              Map.of("orders", List.of(RoutePattern.of("/orders/**")))),
          engine,
          coverage.signals().routes(),
          new Dependencies());

  @AfterEach
  void close() {
    coverage.close();
    engine.close();
  }

  @Test
  void of_knownRoute_isTheSameAgain() {
    Destination found = destinations.of("GET", "/orders/{id}");
    assertThat(found.route()).isEqualTo("GET /orders/{id}");
    assertThat(found.recorders()).hasSize(2);
    assertThat(destinations.of("GET", "/orders/{id}")).isSameAs(found);
    assertThat(destinations.of("GET", null).route()).isEqualTo("GET UNMATCHED");
    Destination machines = destinations.of("GET", "/actuator/health");
    assertThat(machines.recorders()).isEmpty();
    assertThat(machines.calls()).isNull();
  }

  @Test
  void of_routesBeyondTheLimit_areOneForEachSetOfSlis() {
    IntStream.range(0, Destinations.MAX_ROUTES)
        .forEach(i -> assertThat(destinations.of("GET", "/" + i).route()).isEqualTo("GET /" + i));
    Destination first = destinations.of("GET", "/beyond");
    assertThat(first.route()).isEqualTo(RouteCounters.OTHER);
    assertThat(first.recorders()).hasSize(1);
    assertThat(destinations.of("POST", "/further")).isSameAs(first);
    Destination orders = destinations.of("GET", "/orders/{id}");
    assertThat(orders.recorders()).hasSize(2);
    assertThat(destinations.of("PUT", "/orders/{id}/items")).isSameAs(orders);
    assertThat(destinations.of("GET", "/actuator/health").recorders()).isEmpty();
    assertThat(destinations.of("GET", "/1").route()).isEqualTo("GET /1");
  }
}
