package io.sre4j.example.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes OTLP over HTTP and decodes it with the classes of OTLP's own definition: what sre4j
 * published, and spans. Thread-safe.
 */
final class Collector implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final Map<String, Double> first = new ConcurrentHashMap<>();
  private final Map<String, Double> latest = new ConcurrentHashMap<>();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private volatile boolean takesTraces = true;

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::metrics);
    server.createContext("/v1/traces", this::traces);
    server.createContext("/v1/logs", exchange -> answer(exchange, 200));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Says from now on that there is no such path for traces. */
  void refuseTraces() {
    takesTraces = false;
  }

  /** The latest value of a series, such as {@code sre.slo.events{outcome=good, slo=shop}}. */
  OptionalDouble value(String series) {
    Double value = latest.get(series);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The value that a series began with. */
  OptionalDouble firstValue(String series) {
    Double value = first.get(series);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** All that sre4j published, by name. */
  Map<String, Double> series() {
    return new TreeMap<>(latest);
  }

  List<Span> spans() {
    return List.copyOf(spans);
  }

  /** How many spans of requests that were served have arrived. */
  long served() {
    return spans.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).count();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody())
        .getResourceMetricsList()
        .stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .filter(scope -> scope.getScope().getName().equals("io.sre4j"))
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(this::take);
    answer(exchange, 200);
  }

  private void take(Metric metric) {
    List<NumberDataPoint> points =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    for (NumberDataPoint point : points) {
      Map<String, String> attributes = new TreeMap<>();
      for (KeyValue attribute : point.getAttributesList()) {
        attributes.put(attribute.getKey(), attribute.getValue().getStringValue());
      }
      double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
      String series = metric.getName() + attributes;
      first.putIfAbsent(series, value);
      latest.put(series, value);
    }
  }

  private void traces(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    if (takesTraces) {
      request.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .forEach(scope -> spans.addAll(scope.getSpansList()));
    }
    answer(exchange, takesTraces ? 200 : NOT_FOUND);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, NO_BODY);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
