package io.sre4j.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.dependency.Dependencies;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The page of an application that has been burning for seven minutes, in a real Chromium. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageInChromiumTest {
  private static final Path PICTURES = Path.of("target/page");
  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";

  @TempDir private static Path profile;
  private static ConfigurableApplicationContext context;
  private static Shop.Past past;
  private static Chromium chromium;
  private static String actuator;

  @BeforeAll
  static void start() throws Exception {
    chromium = new Chromium(profile);
    context =
        new SpringApplicationBuilder(Shop.class)
            .properties(
                "server.port=0",
                "spring.application.name=shop <b>&amp;",
                "spring.main.web-application-type=servlet",
                "sre.coverage.enabled=false",
                "sre.page.trace-url=https://traces.example/trace/{traceId}?from=sre",
                "management.endpoints.web.exposure.include=sre,sreui")
            .run();
    SreEngine engine = context.getBean(SreEngine.class);
    past = new Shop.Past(engine, context.getBean(Shop.class));
    past.hours(3);
    Shop.calls(context.getBean(Dependencies.class));
    Shop.traces(context.getBean(Coverage.class));
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    actuator = "http://localhost:" + port + "/actuator";
  }

  @AfterAll
  static void stop() throws Exception {
    if (context != null) {
      context.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void leave() throws Exception {
    chromium.open("about:blank");
    chromium.look(1280, 900, false);
    chromium.complaints();
    chromium.requests();
  }

  private static void open(String view) throws Exception {
    chromium.open(actuator + "/sreui#/" + view);
    chromium.await("document.querySelector('#lamp').dataset.state === 'live'");
  }

  private static DocumentContext json(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(actuator + path)).build();
    return JsonPath.parse(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static String text(String selector) throws Exception {
    return chromium.run("return document.querySelector(arguments[0]).innerText", selector)
        .asString();
  }

  private static List<String> texts(String selector) throws Exception {
    JsonNode found =
        chromium.run(
            "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText)",
            selector);
    return StreamSupport.stream(found.spliterator(), false).map(JsonNode::asString).toList();
  }

  @Test
  @Order(1)
  void views_all_loadWithoutComplaintAndAskThisHostOnly() throws Exception {
    for (String view :
        List.of("", "slo/checkout-availability", "slo/nightly-import", "coverage", "dependencies")) {
      open(view);
    }
    chromium.await("document.querySelector('.drawing')");
    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.requests())
        .hasSizeGreaterThan(20)
        .allMatch(url -> url.startsWith(actuator + "/sre") || url.equals("about:blank"));
  }

  @Test
  @Order(2)
  void pictures_ofEveryView_areKept() throws Exception {
    for (String view :
        List.of("", "slo/checkout-availability", "slo/checkout-week", "coverage", "dependencies")) {
      String name = view.isEmpty() ? "overview" : view.substring(view.indexOf('/') + 1);
      open(view);
      chromium.picture(PICTURES.resolve(name + "-light.png"));
      chromium.look(1280, 900, true);
      chromium.await("matchMedia('(prefers-color-scheme: dark)').matches");
      chromium.picture(PICTURES.resolve(name + "-dark.png"));
      chromium.look(390, 844, false);
      chromium.picture(PICTURES.resolve(name + "-phone.png"));
      String tooWide =
          "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
      assertThat(chromium.run(tooWide).asInt()).as(name).isZero();
      chromium.look(1280, 900, false);
    }
  }
}
