package io.sre4j.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Debian's Prometheus and Alertmanager as processes of a test, each on a free port of this machine.
 *
 * <pre>{@code
 * try (RealChain chain = new RealChain(directory); Inbox inbox = new Inbox()) {
 *   RealPart alertmanager = chain.alertmanager(routeTo(inbox.url()));
 *   RealPart prometheus = chain.prometheus(scrapeAndRules(alertmanager.address()));
 *   prometheus.await("/api/v1/alerts", body -> body.contains("firing"));
 * }
 * }</pre>
 *
 * <p>Where a program is missing the test is skipped with the reason; it fails instead if the
 * environment variable {@code CI} is set. The processes end with the chain, and with this JVM,
 * however that ends. Not thread-safe.
 */
public final class RealChain implements AutoCloseable {
  private final Path directory;
  private final Deque<RealPart> parts = new ArrayDeque<>();

  /**
   * A chain without parts.
   *
   * @param directory an empty one; configurations may name files in it
   */
  public RealChain(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts an Alertmanager that knows no others, and waits until it is ready.
   *
   * @param config the content of {@code alertmanager.yml}
   */
  public RealPart alertmanager(String config) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("alertmanager.yml"), config);
    return start(
        "prometheus-alertmanager",
        "prometheus-alertmanager",
        List.of(
            "--config.file=" + file,
            "--storage.path=" + directory.resolve("alertmanager"),
            "--cluster.listen-address="));
  }

  /**
   * Starts a Prometheus and waits until it is ready.
   *
   * @param config the content of {@code prometheus.yml}
   * @param flags more of its flags: {@code --rules.alert.resend-delay=1s}, for example
   */
  public RealPart prometheus(String config, String... flags)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    List<String> arguments = new ArrayList<>();
    arguments.add("--config.file=" + file);
    arguments.add("--storage.tsdb.path=" + directory.resolve("prometheus"));
    arguments.addAll(List.of(flags));
    return start("prometheus", "prometheus", arguments);
  }

  /** Ends all processes, the last started first, and waits for them. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  private RealPart start(String program, String debianPackage, List<String> arguments)
      throws IOException, InterruptedException {
    RealPart.require(program, debianPackage);
    RealPart part = RealPart.start(program, arguments, directory);
    parts.push(part);
    return part;
  }
}
