package io.sre4j.real;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One program of a {@link RealChain}, which ends it. */
public final class RealPart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int ATTEMPTS = 3;

  /** Runs a program until it ends, or the pipe from this JVM does: also if that is killed. */
  static final String UNTIL_INPUT_ENDS =
      "exec 3<&0; \"$@\" 3<&- & program=$!; { cat <&3; kill $program; } >/dev/null 2>&1 & "
          + "exec 3<&-; wait $program";

  private final String program;
  private final URI url;
  private final Path log;
  private final Process shell;
  private final HttpClient client = HttpClient.newHttpClient();

  private RealPart(String program, URI url, Path log, Process shell) {
    this.program = program;
    this.url = url;
    this.log = log;
    this.shell = shell;
  }

  /** Skips the test if the program is missing; lets it fail if it must be there. */
  static void require(String program, String debianPackage) {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (!installed) {
      String reason = program + " is not on the PATH; on Debian: apt-get install " + debianPackage;
      if (System.getenv("CI") != null) {
        fail(reason);
      }
      abort(reason);
    }
  }

  /** Starts it; again on another port if somebody was faster to take the one that was free. */
  static RealPart start(String program, List<String> arguments, Path directory)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      RealPart part = launch(program, arguments, directory);
      if (part.becomesReady()) {
        return part;
      }
      part.close();
      if (attempt == ATTEMPTS) {
        throw new AssertionError(program + " does not start:\n" + Files.readString(part.log));
      }
    }
  }

  private static RealPart launch(String program, List<String> arguments, Path directory)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String address = "127.0.0.1:" + port;
    Path log = directory.resolve(program + ".log");
    List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_INPUT_ENDS, "sh", program));
    command.addAll(arguments);
    command.add("--web.listen-address=" + address);
    Process shell =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new RealPart(program, URI.create("http://" + address), log, shell);
  }

  private boolean becomesReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (shell.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        if (send(HttpRequest.newBuilder(url.resolve("/-/ready"))).statusCode() == 200) {
          return true;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  /** Where its user interface is. */
  public URI url() {
    return url;
  }

  /** The same as host and port, as configurations name it. */
  public String address() {
    return url.getAuthority();
  }

  /** The answer to a GET, whatever its status. */
  public String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url.resolve(path))).body();
  }

  /** The answer to a POST without a body: {@code /-/reload} of Alertmanager, for example. */
  public String post(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.noBody())).body();
  }

  /**
   * Asks until the answer is as wished.
   *
   * @throws AssertionError with the last answer and the program's log, after a minute
   */
  public String await(String path, Predicate<String> wish)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = get(path);
    while (!wish.test(last)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            program + " answered last: " + last + "\nand logged:\n" + Files.readString(log));
      }
      LockSupport.parkNanos(POLL_NANOS);
      last = get(path);
    }
    return last;
  }

  /** Ends the process and waits for it; ends it by force if it does not, or nobody may wait. */
  void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    try {
      if (shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }
}
