package io.sre4j.spring.page;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.dependency.Dependencies;
import io.sre4j.real.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The page of {@link Shop} in a real Chromium, and the JSON that it reads. */
final class ShopInChromium implements AutoCloseable {
  /** Where pictures of the page are kept. */
  static final Path PICTURES = Path.of("target/page");

  private final Chromium chromium;
  private final ConfigurableApplicationContext context;
  private final Shop.Past past;
  private final String actuator;

  ShopInChromium(Path profile) throws Exception {
    chromium = new Chromium(profile);
    context =
        new SpringApplicationBuilder(Shop.class)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.application.name=shop <b>&amp;",
                "spring.main.web-application-type=servlet",
                "sre.coverage.enabled=false",
                "sre.page.trace-url=https://traces.example/trace/{traceId}?from=sre",
                "management.endpoints.web.exposure.include=sre,sreui")
            .run();
    past = new Shop.Past(context.getBean(SreEngine.class), context.getBean(Shop.class));
    past.hours(3);
    Shop.calls(context.getBean(Dependencies.class));
    Shop.traces(context.getBean(Coverage.class));
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    actuator = "http://localhost:" + port + "/actuator";
  }

  Chromium chromium() {
    return chromium;
  }

  Shop.Past past() {
    return past;
  }

  String actuator() {
    return actuator;
  }

  /** Goes to an empty page, and forgets what was said and asked until now. */
  void leave() throws Exception {
    chromium.open("about:blank");
    chromium.look(1280, 900, false);
    chromium.complaints();
    chromium.requests();
  }

  /** Opens a view and waits for its numbers. */
  void open(String view) throws Exception {
    chromium.open(actuator + "/sreui#/" + view);
    chromium.await("document.querySelector('#lamp').dataset.state === 'live'");
  }

  DocumentContext json(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(actuator + path)).build();
    return JsonPath.parse(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  /** The text of one element, as it is seen. */
  String text(String selector) throws Exception {
    return chromium
        .run("return document.querySelector(arguments[0]).innerText", selector)
        .asString();
  }

  /** The texts of all such elements. */
  List<String> texts(String selector) throws Exception {
    JsonNode found =
        chromium.run(
            "return [...document.querySelectorAll(arguments[0])]"
                + ".map(it => it.innerText ?? it.textContent)",
            selector);
    return StreamSupport.stream(found.spliterator(), false).map(JsonNode::asString).toList();
  }

  @Override
  public void close() throws IOException {
    context.close();
    chromium.close();
  }
}
