package io.sre4j.otel.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes OTLP over HTTP and decodes it with the classes of OTLP's own definition. Thread-safe. */
final class OtlpReceiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<ExportMetricsServiceRequest> requests = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /** Opens it on a free port of this machine. */
  OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::take);
    server.start();
  }

  /** Where metrics are sent to. */
  String metricsUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics";
  }

  /** The next request, waiting for it if there is none. */
  ExportMetricsServiceRequest next() throws InterruptedException {
    ExportMetricsServiceRequest request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing came");
    }
    return request;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
