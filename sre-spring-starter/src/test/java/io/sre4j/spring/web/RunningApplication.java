package io.sre4j.spring.web;

import static org.awaitility.Awaitility.await;

import io.sre4j.SreEngine;
import io.sre4j.report.SliStatus;
import io.sre4j.sli.BadEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real application on a port of its own, and what it has counted since it was last asked. Without
 * a tracer, unless an argument excludes less, and without observed data sources, unless an argument
 * says so.
 */
public final class RunningApplication implements AutoCloseable {
  public static final String OTEL =
      "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration";
  public static final String BRAVE =
      "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private Counts seen = new Counts(0, 0, 0);

  public RunningApplication(WebApplicationType type, Class<?> application, String... arguments) {
    context =
        new SpringApplicationBuilder(application)
            .web(type)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "spring.autoconfigure.exclude=" + OTEL + "," + BRAVE,
                "management.tracing.export.enabled=false",
                "jdbc.datasource-proxy.enabled=false",
                "management.endpoints.web.exposure.include=health,sre")
            .run(arguments);
  }

  /** Good, bad and excluded events. */
  public record Counts(long good, long bad, long excluded) {
    public static final Counts GOOD = new Counts(1, 0, 0);
    public static final Counts BAD = new Counts(0, 1, 0);
    public static final Counts EXCLUDED = new Counts(0, 0, 1);

    Counts minus(Counts other) {
      return new Counts(good - other.good, bad - other.bad, excluded - other.excluded);
    }

    Counts plus(Counts other) {
      return new Counts(good + other.good, bad + other.bad, excluded + other.excluded);
    }

    public long total() {
      return good + bad + excluded;
    }
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> Map<String, T> beans(Class<T> type) {
    return context.getBeansOfType(type);
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public HttpResponse<String> post(String path) {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  public HttpResponse<String> getTraced(String path, String traceParent) {
    return send(HttpRequest.newBuilder(uri(path)).header("traceparent", traceParent).build());
  }

  /** Asks, and goes away without a word once the request has arrived. */
  void getAndLeave(String path, CountDownLatch arrived) {
    try (Socket socket = new Socket("localhost", port())) {
      socket.setSoLinger(true, 0);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      if (!arrived.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("did not arrive");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code http} counted since the last call, once there is an event. */
  public Counts counted() {
    return counted(1);
  }

  /** What {@code http} counted since the last call, once there are so many events. */
  public Counts counted(int events) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> counts("http").minus(seen).total() >= events);
    Counts now = counts("http");
    Counts delta = now.minus(seen);
    seen = now;
    return delta;
  }

  public Counts counts(String sli) {
    SreEngine engine = bean(SreEngine.class);
    engine.tick();
    SliStatus status =
        engine.report().slis().stream().filter(s -> s.name().equals(sli)).findFirst().orElseThrow();
    return new Counts(status.good(), status.bad(), status.excluded());
  }

  public BadEvent lastBad(String slo) {
    return bean(SreEngine.class).status(slo).lastBad().get(0);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
