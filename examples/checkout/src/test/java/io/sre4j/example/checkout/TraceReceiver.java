package io.sre4j.example.checkout;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes spans over HTTP and decodes them with OTLP's own classes. Thread-safe. */
final class TraceReceiver implements AutoCloseable {
  private static final int NO_BODY = -1;

  private final Set<String> traces = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  /** Opens it on a free port of this machine. */
  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Has Spring Boot send traces here. */
  String option() {
    return "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/v1/traces";
  }

  /** The ids of the traces of which something has arrived. */
  Set<String> traces() {
    return Set.copyOf(traces);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(span -> traces.add(hex(span.getTraceId())));
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, NO_BODY);
    }
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
