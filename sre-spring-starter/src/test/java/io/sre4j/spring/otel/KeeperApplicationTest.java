package io.sre4j.spring.otel;

import static io.sre4j.spring.web.RunningApplication.BRAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.SreEngine;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.KeeperStatus;
import io.sre4j.sli.BadEvent;
import io.sre4j.spring.web.RunningApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * A real application that samples one request in a hundred: the traces of all bad requests arrive,
 * complete, and hardly any others.
 */
@Tag("long")
class KeeperApplicationTest {
  private static final int REQUESTS = 10_000;
  private static final int BAD = 50;
  private static final String BROKEN = "http get /broken/{id}";

  @Test
  void trace_ofEveryBadRequest_arrivesComplete() throws Exception {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Shop.class,
            "--spring.autoconfigure.exclude=" + BRAVE,
            "--management.tracing.export.enabled=true",
            "--management.tracing.sampling.probability=0.01",
            "--sre.traces.keep.enabled=true")) {
      send(application.port());
      BadTraceKeeper keeper = application.bean(BadTraceKeeper.class);
      await().until(() -> keeper.status().openTraces() == 0);
      application.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);

      Map<String, List<SpanData>> traces =
          application.bean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
              .collect(Collectors.groupingBy(SpanData::getTraceId));
      List<List<SpanData>> bad = traces.values().stream().filter(t -> root(t, BROKEN)).toList();
      assertThat(bad).hasSize(BAD).allSatisfy(KeeperApplicationTest::isComplete);
      assertThat(traces.size() - BAD).as("others").isLessThanOrEqualTo(REQUESTS / 100 + BAD);
      assertThat(keeper.status().keptTraces()).isBetween(BAD - 10L, (long) BAD);
      assertThat(keeper.status().failures()).isZero();
      knowsItsTraces(application, traces);
      saysSoAtTheEndpoint(application, keeper.status());
    }
  }

  @Test
  void keeper_byDefault_isOff() {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Shop.class,
            "--spring.autoconfigure.exclude=" + BRAVE,
            "--management.tracing.export.enabled=true",
            "--management.tracing.sampling.probability=0")) {
      assertThat(application.get("/broken/1").statusCode()).isEqualTo(503);
      assertThat(application.counted()).isEqualTo(RunningApplication.Counts.BAD);
      assertThat(application.lastBad("http-availability").attributes().traceId())
          .as("a trace that nobody will find")
          .isNull();
    }
  }

  private static void send(int port) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < REQUESTS; i++) {
      String path = i % (REQUESTS / BAD) == 7 ? "/broken/" : "/orders/";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + i)).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private static boolean root(List<SpanData> trace, String name) {
    return trace.stream()
        .anyMatch(s -> s.getName().equals(name) && s.getParentSpanId().equals(SpanId.getInvalid()));
  }

  /** The request, a step of it, and one on another thread. */
  private static void isComplete(List<SpanData> trace) {
    assertThat(trace)
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(BROKEN, "load", "price");
    String root =
        trace.stream()
            .filter(s -> s.getName().equals(BROKEN))
            .findFirst()
            .orElseThrow()
            .getSpanId();
    assertThat(trace)
        .filteredOn(span -> !span.getSpanId().equals(root))
        .extracting(SpanData::getParentSpanId)
        .containsOnly(root);
    assertThat(trace).allMatch(span -> span.getSpanContext().isSampled());
  }

  private static void knowsItsTraces(
      RunningApplication application, Map<String, List<SpanData>> traces) {
    application.counts("http");
    List<BadEvent> events = application.bean(SreEngine.class).status("http-availability").lastBad();
    assertThat(events)
        .hasSize(BAD)
        .allMatch(event -> traces.containsKey(event.attributes().traceId()));
  }

  private static void saysSoAtTheEndpoint(RunningApplication application, KeeperStatus status) {
    assertThat(application.get("/actuator/sre").body())
        .contains("\"keptTraces\":{\"kept\":" + status.keptTraces() + ",");
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Orders.class)
  static class Shop {
    @Bean
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }
  }

  @RestController
  static class Orders implements AutoCloseable {
    private final ObservationRegistry observations;
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    Orders(ObservationRegistry observations) {
      this.observations = observations;
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable int id) throws Exception {
      work();
      return "order " + id;
    }

    @GetMapping("/broken/{id}")
    String broken(@PathVariable int id) throws Exception {
      work();
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "order " + id);
    }

    private void work() throws Exception {
      Observation.start("load", observations).stop();
      pool.submit(
              ContextSnapshotFactory.builder()
                  .build()
                  .captureAll()
                  .wrap(() -> Observation.start("price", observations).stop()))
          .get();
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }
}
