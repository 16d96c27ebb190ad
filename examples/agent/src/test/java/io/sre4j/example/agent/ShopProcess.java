package io.sre4j.example.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop in a virtual machine of its own, without sre4j on its class path, with OpenTelemetry's
 * Java agent and the extension.
 */
final class ShopProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  static final Path EXTENSION =
      Path.of("../../sre-otel/target/sre4j-otel-0.1.0-SNAPSHOT-agent.jar");

  private final Process process;
  private final Path log;

  private ShopProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param command as a user types it, with names of files that stand for the real ones
   * @param environment beside that of this process
   * @param more of the application: what else is on its class path
   */
  static ShopProcess start(
      String command,
      Path slos,
      String inventory,
      Map<String, String> environment,
      Path log,
      Path... more)
      throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String word : command.replace("\\\n", " ").trim().split("\\s+", -1)) {
      arguments.add(
          word.replace("opentelemetry-javaagent.jar", "target/opentelemetry-javaagent.jar")
              .replace("sre4j-otel-0.1.0-SNAPSHOT-agent.jar", EXTENSION.toString())
              .replace("slos.yaml", slos.toString()));
    }
    arguments.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    application(arguments, more);
    arguments.add("--shop.inventory=" + inventory);
    arguments.add("--server.port=0");
    // The client sends a GET again, unasked, whose connection was closed before the answer came.
    arguments.add("--server.tomcat.max-keep-alive-requests=-1");
    arguments.add("--logging.level.org.springframework.boot.tomcat=info");
    // What came in, by whom: to be read where counts differ.
    arguments.add("--server.tomcat.accesslog.enabled=true");
    arguments.add("--server.tomcat.accesslog.directory=" + accessLog(log).getParent());
    arguments.add("--server.tomcat.accesslog.prefix=" + accessLog(log).getFileName());
    arguments.add("--server.tomcat.accesslog.suffix=");
    arguments.add("--server.tomcat.accesslog.rotate=false");
    arguments.add("--server.tomcat.accesslog.pattern=%m %U %s %{User-Agent}i");
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ShopProcess(builder.start(), log);
  }

  /** In place of the jar of a shop: its classes, and what they need. */
  private static void application(List<String> arguments, Path... more) throws IOException {
    int jar = arguments.indexOf("-jar");
    String classPath = Files.readString(Path.of("target/application.classpath")).strip();
    arguments.set(jar, "-cp");
    StringBuilder all = new StringBuilder("../checkout/target/classes:" + classPath);
    for (Path one : more) {
      all.append(':').append(one);
    }
    arguments.set(jar + 1, all.toString());
    arguments.add(jar + 2, "io.sre4j.example.checkout.shop.ShopApplication");
  }

  /** Where it listens, once it does. */
  String url() throws Exception {
    await("the shop listens", () -> PORT.matcher(log()).find());
    Matcher port = PORT.matcher(log());
    return port.find() ? "http://127.0.0.1:" + port.group(1) : "";
  }

  private static Path accessLog(Path log) {
    Path whole = log.toAbsolutePath();
    return whole.resolveSibling(whole.getFileName().toString().replace(".log", ".access"));
  }

  /** What its server was asked, once it has ended: method, path, status and client of each. */
  List<String> served() throws IOException {
    return Files.readAllLines(accessLog(log));
  }

  /** All that it has logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns when the condition holds; fails if it does not, or the shop ends before. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (limit - System.nanoTime() < 0 || !process.isAlive()) {
        throw new AssertionError("Not within " + PATIENCE + ": " + what + "\n" + log());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Has it end as an operator does, and waits for it. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end.");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
