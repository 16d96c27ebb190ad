package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCallTest {
  private final ServerCall call = new ServerCall(1_000, null);

  @ParameterizedTest
  @CsvSource({
    "http://inventory/stock,            inventory",
    "http://inventory:8080/stock,       inventory",
    "https://api.example.com:8443/x,    api.example.com",
    "http://localhost:9090/x,           localhost:9090",
    "http://10.0.0.7:9090/x,            10.0.0.7:9090",
    "http://[::1]:9090/x,               [::1]:9090",
    "http://stock_service/x,            stock_service",
  })
  void dependency_failed_isNamedByHost(String uri, String name) {
    call.called(URI.create(uri), 1, true);
    assertThat(call.dependency()).isEqualTo(name);
  }

  @Test
  void dependency_failedAndSlower_isTheFailedOne() {
    call.called(URI.create("http://slow/"), 900, false);
    call.called(URI.create("http://broken/"), 1, true);
    call.finished(2_000);
    assertThat(call.dependency()).isEqualTo("broken");
  }

  @Test
  void dependency_halfOfTheTime_isNamed() {
    call.called(URI.create("http://quick/"), 100, false);
    call.called(URI.create("http://slow/"), 500, false);
    assertThat(call.finished(2_000)).isEqualTo(1_000);
    assertThat(call.dependency()).isEqualTo("slow");
  }

  @Test
  void dependency_lessThanHalfOfTheTime_isNone() {
    call.called(URI.create("http://slow/"), 499, false);
    call.finished(2_000);
    assertThat(call.dependency()).isNull();
  }

  @Test
  void around_nestedObservation_isFound() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(context -> true);
    Observation request = Observation.start("request", registry);
    request.getContext().put(ServerCall.class, call);
    Observation inner = Observation.createNotStarted("in", registry).parentObservation(request);
    Observation client = Observation.createNotStarted("out", registry).parentObservation(inner);
    assertThat(ServerCall.around(client.getContext())).isSameAs(call);
    assertThat(ServerCall.around(request.getContext())).isNull();
  }
}
