package io.sre4j.real;

import java.io.BufferedReader;
import java.io.IOException;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Chromium, driven over WebDriver. Where it is missing the test is skipped with the
 * reason; it fails instead if the environment variable {@code CI} is set. It ends with this, and
 * with this JVM, however that ends. Not thread-safe.
 */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private final JsonMapper json = new JsonMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process shell;
  private final BufferedReader output;
  private final String driver;
  private final String session;

  /**
   * Starts it.
   *
   * @param profile an empty directory
   */
  public Chromium(Path profile) throws IOException, InterruptedException {
    RealPart.require("chromium", "chromium");
    RealPart.require("chromedriver", "chromium-driver");
    shell =
        new ProcessBuilder("sh", "-c", RealPart.UNTIL_INPUT_ENDS, "sh", "chromedriver", "--port=0")
            .redirectErrorStream(true)
            .start();
    output = shell.inputReader();
    driver = "http://127.0.0.1:" + port();
    session =
        driver
            + "/session/"
            + post(driver + "/session", capabilities(profile)).at("/sessionId").asString();
  }

  private String port() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("chromedriver does not start:\n" + said);
  }

  private static Map<String, Object> capabilities(Path profile) {
    List<String> flags =
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-US",
            "--user-data-dir=" + profile);
    Map<String, Object> wanted =
        Map.of(
            "goog:chromeOptions",
            Map.of("args", flags),
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"));
    return Map.of("capabilities", Map.of("alwaysMatch", wanted));
  }

  /** Opens an address and waits until it has loaded. */
  public void open(String url) throws IOException, InterruptedException {
    post(session + "/url", Map.of("url", url));
  }

  /** What a function's body returns. */
  public JsonNode run(String script, Object... arguments) throws IOException, InterruptedException {
    return post(session + "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** What a body passes to its last argument, a function. */
  public JsonNode runAsync(String script, Object... arguments)
      throws IOException, InterruptedException {
    return post(session + "/execute/async", Map.of("script", script, "args", List.of(arguments)));
  }

  /** Waits until an expression is true. */
  public void await(String expression) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!run("return Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "never true: " + expression + "\n" + run("return document.body.innerText"));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Presses keys, one after the other: letters, or those of WebDriver's table. */
  public void press(String... keys) throws IOException, InterruptedException {
    List<Map<String, Object>> actions = new ArrayList<>();
    for (String key : keys) {
      actions.add(Map.of("type", "keyDown", "value", key));
      actions.add(Map.of("type", "keyUp", "value", key));
    }
    post(
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", actions))));
  }

  /** The viewport, and whether the user likes it dark. */
  public void look(int width, int height, boolean isDark) throws IOException, InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** A command of the DevTools protocol. */
  public JsonNode command(String name, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    return post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  /** Writes the whole page as a picture. */
  public void picture(Path file) throws IOException, InterruptedException {
    write(file, Map.of("captureBeyondViewport", true, "format", "png"));
  }

  /** Writes so much of the page, from its top left corner, as a picture. */
  public void picture(Path file, int width, int height) throws IOException, InterruptedException {
    Map<String, Integer> clip =
        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    write(file, Map.of("captureBeyondViewport", true, "format", "png", "clip", clip));
  }

  private void write(Path file, Map<String, Object> wanted)
      throws IOException, InterruptedException {
    JsonNode shot = command("Page.captureScreenshot", wanted);
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.at("/data").asString()));
  }

  /** What was written to the console since it was last asked, as far as it is a complaint. */
  public List<String> complaints() throws IOException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    for (JsonNode entry : post(session + "/se/log", Map.of("type", "browser"))) {
      if (List.of("WARNING", "SEVERE").contains(entry.at("/level").asString())) {
        complaints.add(entry.at("/message").asString());
      }
    }
    return complaints;
  }

  /** The addresses that were asked since it was last asked. */
  public List<String> requests() throws IOException, InterruptedException {
    List<String> requests = new ArrayList<>();
    for (JsonNode entry : post(session + "/se/log", Map.of("type", "performance"))) {
      JsonNode message = json.readTree(entry.at("/message").asString()).at("/message");
      if (message.at("/method").asString().equals("Network.requestWillBeSent")) {
        requests.add(message.at("/params/request/url").asString());
      }
    }
    return requests;
  }

  private JsonNode post(String url, Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(url + ": " + response.body());
    }
    return json.readTree(response.body()).at("/value");
  }

  @Override
  public void close() throws IOException {
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(session)).DELETE().build(), BodyHandlers.discarding());
      shell.getOutputStream().close();
      if (shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}
