package io.sre4j.otel.seed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes OTLP over HTTP and decodes it with the classes of OTLP's own definition; answers what it is
 * told, when it is told. Thread-safe.
 */
final class TraceReceiver implements AutoCloseable {
  private static final int NOBODY_WAITS = 1_000_000;
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<ExportTraceServiceRequest> requests = new LinkedBlockingQueue<>();
  private final Semaphore answers = new Semaphore(NOBODY_WAITS);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile int status = 200;

  /** Opens it on a free port of this machine. */
  TraceReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** OpenTelemetry's own exporter to it, that tries once. */
  SpanExporter exporter() {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces")
        .setRetryPolicy(null)
        .setTimeout(Duration.ofMinutes(1))
        .build();
  }

  /** Answers so from now on. */
  void answer(int newStatus) {
    status = newStatus;
  }

  /** Answers nobody from now on, unless it is released. */
  void hold() {
    requests.clear();
    int unused = answers.drainPermits();
  }

  /** Waits until a request has come. */
  ExportTraceServiceRequest next() throws InterruptedException {
    ExportTraceServiceRequest request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing came");
    }
    return request;
  }

  /** Answers everybody again. */
  void free() {
    int unused = answers.drainPermits();
    answers.release(NOBODY_WAITS);
  }

  /** Answers one request. */
  void release() {
    answers.release();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
      answers.acquireUninterruptibly();
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    free();
    server.stop(0);
    threads.shutdown();
  }
}
