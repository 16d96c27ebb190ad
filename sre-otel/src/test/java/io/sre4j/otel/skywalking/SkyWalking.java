package io.sre4j.otel.skywalking;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Apache SkyWalking's server in a process of its own, on free ports of this machine, with the
 * configuration in {@code src/skywalking}. It ends with this JVM. Not thread-safe.
 */
final class SkyWalking implements AutoCloseable {
  /** Where the profile leaves the server's class path. */
  static final String CLASS_PATH = "sre4j.skywalking.classpath";

  private static final String MAIN = "org.apache.skywalking.oap.server.starter.OAPServerStartUp";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int grpc = freePort();
  private final int rest = freePort();
  private final int zipkin = freePort();
  private final Path log;
  private final Process process;

  /** Starts it, and waits until it answers. */
  SkyWalking(Path directory) throws IOException, InterruptedException {
    log = directory.resolve("skywalking.log");
    String libraries = Files.readString(Path.of(System.getProperty(CLASS_PATH))).strip();
    ProcessBuilder server =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-Duser.timezone=UTC",
            "-cp",
            Path.of("src/skywalking").toAbsolutePath() + ":" + libraries,
            MAIN);
    server
        .environment()
        .putAll(Map.of("GRPC_PORT", "" + grpc, "REST_PORT", "" + rest, "ZIPKIN_PORT", "" + zipkin));
    process = server.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    String unused = awaitSpans("services", services -> services.startsWith("["));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Where it takes OTLP. */
  String endpoint() {
    return "http://127.0.0.1:" + grpc;
  }

  /** Asks its Zipkin interface until the answer is as wished. */
  String awaitSpans(String path, Predicate<String> wish) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + zipkin + "/zipkin/api/v2/" + path);
    return await(HttpRequest.newBuilder(uri).build(), wish);
  }

  /** Asks its GraphQL interface until the answer is as wished. */
  String awaitQuery(String query, Predicate<String> wish) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + "/graphql"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"query\": \"" + query.replace("\"", "\\\"") + "\"}"))
            .build();
    return await(request, wish);
  }

  private String await(HttpRequest request, Predicate<String> wish)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        last = client.send(request, BodyHandlers.ofString()).body();
        if (wish.test(last)) {
          return last;
        }
      } catch (IOException e) {
        last = e.toString(); // not up yet
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError(request.uri() + ": " + last + "\n" + tail());
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
