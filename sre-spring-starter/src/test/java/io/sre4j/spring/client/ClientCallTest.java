package io.sre4j.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.EdgeCounts;
import io.sre4j.dependency.RouteDependencies;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.spring.web.ServerCalls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of any client that is observed, within a request. */
class ClientCallTest {
  private final Dependencies dependencies = new Dependencies();
  private final RecordingFailures failures = new RecordingFailures();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final Observation request;

  ClientCallTest() {
    registry.observationConfig().observationHandler(new SenderCallHandler(dependencies, failures));
    registry.observationConfig().observationHandler(context -> true);
    request = Observation.start("request", registry);
    ServerCalls.begin(request.getContext());
  }

  @AfterEach
  void nothingFailed() {
    assertThat(failures.count()).isZero();
  }

  @Test
  void call_withinAnObservationOfTheRequest_isCounted() {
    Observation step = Observation.createNotStarted("step", registry).parentObservation(request);
    call(step.start(), "db", Kind.CLIENT).stop();
    assertThat(edges().get("db").calls()).isEqualTo(1);
  }

  @Test
  void call_toABroker_isCounted() {
    call(request, "broker", Kind.PRODUCER).error(new IllegalStateException()).stop();
    assertThat(edges().get("broker").failedCalls()).isEqualTo(1);
    assertThat(edges().get("broker").calls()).isEqualTo(1);
  }

  @Test
  void call_ofAnotherKind_isNone() {
    call(request, "self", Kind.CONSUMER).stop();
    assertThat(edges()).isEmpty();
  }

  @Test
  void call_outsideOfARequest_isNotCounted() {
    Observation job = Observation.start("job", registry);
    call(job, "db", Kind.CLIENT).stop();
    assertThat(edges()).isEmpty();
  }

  /** As JDBC is observed: queries on a connection. */
  @Test
  void call_madeOfCallsToTheSame_isNotCountedItself() {
    Observation connection = call(request, "db", Kind.CLIENT);
    for (int query = 0; query < 3; query++) {
      call(connection, "db", Kind.CLIENT).stop();
    }
    connection.stop();
    assertThat(edges().get("db").calls()).isEqualTo(3);
  }

  @Test
  void call_madeOfCallsToAnother_isCounted() {
    Observation gateway = call(request, "gateway", Kind.CLIENT);
    call(gateway, "tokens", Kind.CLIENT).stop();
    gateway.stop();
    assertThat(edges()).containsOnlyKeys("gateway", "tokens");
    assertThat(edges().get("gateway").calls()).isEqualTo(1);
  }

  @Test
  void call_withoutAName_isNamedByItsAddressOrObservation() {
    SenderContext<Object> address = context(Kind.CLIENT);
    address.setRemoteServiceAddress("10.0.0.7:5432");
    start(request, address).stop();
    start(request, context(Kind.CLIENT)).stop();
    assertThat(edges()).containsOnlyKeys("10.0.0.7:5432", "call");
  }

  @Test
  void call_failsAndStops_isCountedOnce() {
    call(request, "db", Kind.CLIENT).error(new IllegalStateException()).error(new Error()).stop();
    assertThat(edges().get("db").calls()).isEqualTo(1);
  }

  private Observation call(Observation parent, String service, Kind kind) {
    SenderContext<Object> context = context(kind);
    context.setRemoteServiceName(service);
    return start(parent, context);
  }

  private static SenderContext<Object> context(Kind kind) {
    return new SenderContext<>((carrier, key, value) -> {}, kind);
  }

  private Observation start(Observation parent, SenderContext<Object> context) {
    return Observation.createNotStarted("call", () -> context, registry)
        .parentObservation(parent)
        .start();
  }

  private Map<String, EdgeCounts> edges() {
    ServerCalls.end(request.getContext(), dependencies.route("GET /", Set.of()), Outcome.GOOD);
    return dependencies.report(List.of()).routes().stream()
        .flatMap(route -> route.edges().stream())
        .collect(
            Collectors.toMap(RouteDependencies.Edge::dependency, RouteDependencies.Edge::counts));
  }
}
