package io.sre4j.example.checkout;

import io.sre4j.real.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of a running shop in a real Chromium, and the JSON beside it. */
final class ShopPage implements AutoCloseable {
  static final int WIDTH = 1200;
  private static final int HEIGHT = 900;
  private static final int MARGIN = 16;
  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String actuator;
  private final Chromium chromium;

  /**
   * Opens nothing yet.
   *
   * @param profile an empty directory
   */
  ShopPage(URI shop, Path profile) throws IOException, InterruptedException {
    actuator = shop.resolve("/actuator").toString();
    chromium = new Chromium(profile);
    chromium.command("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    chromium.look(WIDTH, HEIGHT, false);
  }

  /** Opens a view and waits for its numbers. */
  void open(String view) throws IOException, InterruptedException {
    chromium.open("about:blank");
    chromium.open(actuator + "/sreui#/" + view);
    chromium.await("document.querySelector('#lamp').dataset.state === 'live'");
  }

  /** What the page reads: the path begins with {@code /sre}. */
  JsonNode json(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(actuator + path)).build();
    return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  /** What a function's body returns. */
  List<String> run(String script, Object... arguments) throws IOException, InterruptedException {
    return chromium.run(script, arguments).valueStream().map(JsonNode::asString).toList();
  }

  /** The texts of all such elements, as they are seen. */
  List<String> texts(String selector) throws IOException, InterruptedException {
    return run(
        "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText)", selector);
  }

  /** Writes what is open as {@code <name>-light.png}, dark, and as wide as a phone. */
  void pictures(Path directory, String name) throws IOException, InterruptedException {
    chromium.picture(directory.resolve(name + "-light.png"));
    chromium.look(WIDTH, HEIGHT, true);
    chromium.await("matchMedia('(prefers-color-scheme: dark)').matches");
    chromium.picture(directory.resolve(name + "-dark.png"));
    chromium.look(PHONE_WIDTH, PHONE_HEIGHT, false);
    chromium.picture(directory.resolve(name + "-phone.png"));
    chromium.look(WIDTH, HEIGHT, false);
  }

  /** Writes what is open from its top to the end of an element. */
  void pictureDownTo(String selector, Path file) throws IOException, InterruptedException {
    String end = "return document.querySelector(arguments[0]).getBoundingClientRect().bottom";
    chromium.picture(file, WIDTH, (int) Math.ceil(chromium.run(end, selector).asDouble()) + MARGIN);
  }

  /** What was written to the console, as far as it is a complaint. */
  List<String> complaints() throws IOException, InterruptedException {
    return chromium.complaints();
  }

  @Override
  public void close() throws IOException {
    chromium.close();
  }
}
