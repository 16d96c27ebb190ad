package io.sre4j.spring.page;

import static io.sre4j.spring.page.Written.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.real.Chromium;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.SreEngineCustomizer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** How the page is used: by keyboard, by ear, at night, for long, and when the service is gone. */
@Tag("long")
class PageUseInChromiumTest {
  private static final String TAB = "\uE004";
  private static final String ENTER = "\uE007";

  @TempDir private static Path profile;
  private static ShopInChromium shop;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopInChromium(profile);
    chromium = shop.chromium();
  }

  @AfterAll
  static void stop() throws Exception {
    if (shop != null) {
      shop.close();
    }
  }

  @BeforeEach
  void leave() throws Exception {
    shop.leave();
  }

  @Test
  void links_toAnythingButTheWeb_areTextOnly() throws Exception {
    shop.open("");
    String tried =
        """
        const done = arguments[arguments.length - 1];
        const from = document.querySelector("script[type=module]").src.replace("main.js", "");
        import(from + "dom.js").then(({ away }) =>
          import(from + "evidence.js").then(({ traceLink }) => done([
            away("javascript:alert(1)", "a").nodeName,
            away("https://a.example", "a").nodeName,
            traceLink("a/../b?c", "https://t.example/{traceId}").getAttribute("href"),
            traceLink("a", "data:text/html,{traceId}").nodeName])));
        """;
    assertThat(chromium.runAsync(tried).values().stream().map(JsonNode::asString))
        .containsExactly("#text", "A", "https://t.example/a%2F..%2Fb%3Fc", "CODE");
  }

  @Test
  void keyboard_alone_reachesAllAndOpensAView() throws Exception {
    shop.open("");
    String there =
        "[...document.querySelectorAll('a[href], button, input, [tabindex=\"0\"]')]"
            + ".filter(it => it.checkVisibility())";
    int all = chromium.run("return " + there + ".length").asInt();
    Set<Integer> reached = new LinkedHashSet<>();
    for (int i = 0; i < all; i++) {
      chromium.press(TAB);
      reached.add(chromium.run("return " + there + ".indexOf(document.activeElement)").asInt());
    }
    assertThat(reached).hasSize(all).doesNotContain(-1);
    chromium.press("/");
    assertThat(chromium.run("return document.activeElement.type").asString()).isEqualTo("search");
    chromium.press("w", "e", "e", "k");
    assertThat(shop.texts(".slos tbody th a")).containsExactly("checkout-week");
    chromium.press(TAB, TAB, TAB, TAB, TAB, ENTER);
    chromium.await("document.querySelector('h1')?.innerText === 'checkout-week'");
    assertThat(chromium.run("return document.activeElement.id").asString()).isEqualTo("main");
  }

  @Test
  void reader_ofTheScreen_isToldWhatEverythingIs() throws Exception {
    shop.open("slo/checkout-availability");
    JsonNode tree = chromium.command("Accessibility.getFullAXTree", Map.of());
    List<String> parts = new ArrayList<>();
    for (JsonNode node : tree.at("/nodes")) {
      parts.add(node.at("/role/value").asString() + " " + node.at("/name/value").asString());
    }
    assertThat(parts)
        .contains(
            "main ",
            "banner ",
            "navigation Views",
            "heading checkout-availability",
            "heading What burns bad events",
            "table Last bad events",
            "columnheader Exception")
        .anyMatch(it -> it.startsWith("image Burn-down of the error budget: "));
    chromium.look(390, 844, false);
    shop.open("");
    tree = chromium.command("Accessibility.getFullAXTree", Map.of());
    parts.clear();
    for (JsonNode node : tree.at("/nodes")) {
      parts.add(node.at("/role/value").asString());
    }
    assertThat(parts).contains("table", "row", "cell", "rowheader");
  }

  @Test
  void texts_inBothSchemes_standOut() throws Exception {
    for (String view : List.of("", "slo/checkout-availability", "coverage", "dependencies")) {
      for (boolean isDark : new boolean[] {false, true}) {
        chromium.look(1280, 900, isDark);
        shop.open(view);
        JsonNode faint = chromium.run(CONTRAST);
        assertThat(faint.toString()).as(view + (isDark ? " dark" : " light")).isEqualTo("[]");
      }
    }
  }

  /** Texts with less contrast than WCAG 2.2 asks for (1.4.3, level AA: 4.5 to 1). */
  private static final String CONTRAST =
      """
      const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      const behind = (it) => {
        for (; it; it = it.parentElement) {
          const colour = numbers(getComputedStyle(it).backgroundColor);
          if ((colour[3] ?? 1) === 1) return colour;
        }
        return [255, 255, 255];
      };
      return [...document.querySelectorAll("body *")]
        .filter((it) => it.checkVisibility() && !it.closest("svg, .unseen, canvas"))
        .filter((it) => [...it.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
        .map((it) => {
          const [a, b] = [light(numbers(getComputedStyle(it).color)), light(behind(it))];
          return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), it.innerText.slice(0, 40)];
        })
        .filter(([ratio]) => ratio < 4.5);
      """;

  @Test
  void numbers_thatStandStill_areCalledSo() throws Exception {
    shop.open("");
    String tried =
        """
        const done = arguments[arguments.length - 1];
        const from = document.querySelector("script[type=module]").src.replace("main.js", "");
        import(from + "contact.js").then(({ Contact }) => {
          const told = [];
          const it = new Contact("x", () => {}, (state) => told.push(state.state));
          it.path = null;
          const real = performance.now;
          let now = real.call(performance);
          performance.now = () => now;
          it.took({ asOf: "1" }); it.tell();
          now += 14000; it.took({ asOf: "1" }); it.tell();
          now += 2000; it.took({ asOf: "1" }); it.tell();
          now += 1000; it.took({ asOf: "2" }); it.tell();
          now += 16000; it.tell();
          it.missed(new Error("no answer")); it.tell();
          performance.now = real;
          done(told);
        });
        """;
    assertThat(chromium.runAsync(tried).values().stream().map(JsonNode::asString))
        .containsExactly("live", "live", "stalled", "live", "old", "lost");
  }

  @Test
  void measuring_thatFails_isNamed() throws Exception {
    shop.open("");
    assertThat(chromium.run("return document.querySelector('.troubles').hidden").asBoolean())
        .isTrue();
    String tried =
        """
        const done = arguments[arguments.length - 1];
        const from = document.querySelector("script[type=module]").src.replace("main.js", "");
        import(from + "overview.js").then(({ OverviewView }) => {
          const view = new OverviewView();
          view.show({
            slos: [],
            store: { problem: "disk full" },
            delivery: [
              { receiver: "a", dropped: 0, lastFailure: { reason: "refused" }, nextAttempt: "t" },
              { receiver: "b", dropped: 3, lastFailure: { reason: "old" }, nextAttempt: null },
            ],
            failedRecordings: 1,
            droppedTransitions: 0,
            failedListeners: 0,
          });
          done([...view.node.querySelectorAll(".troubles li")].map((it) => it.textContent));
        });
        """;
    assertThat(chromium.runAsync(tried).values().stream().map(JsonNode::asString))
        .containsExactly(
            "Store: disk full",
            "Delivery to a fails: refused",
            "Delivery to b: 3 notices were given up",
            "1 requests could not be recorded");
  }

  @Test
  void numbers_changing_areShownWithoutAReload() throws Exception {
    shop.open("slo/checkout-week");
    String before = shop.text(".tiles div:nth-child(5) .value");
    chromium.run("document.querySelector('.scroll').focus()");
    for (int i = 0; i < 150; i++) {
      shop.past().second();
    }
    chromium.await(
        "document.querySelector('.tiles div:nth-child(5) .value').innerText !== '" + before + "'");
    assertThat(shop.text(".tiles div:nth-child(5) .value"))
        .isEqualTo(number(new BigDecimal(shop.json("/sre/checkout-week").<Integer>read("$.good"))));
    assertThat(chromium.run("return document.activeElement.className").asString())
        .isEqualTo("scroll");
  }

  @Test
  void data_notExposed_saysTheRemedy() throws Exception {
    try (ConfigurableApplicationContext other = many("sreui")) {
      String port = other.getEnvironment().getRequiredProperty("local.server.port");
      chromium.open("http://localhost:" + port + "/actuator/sreui");
      chromium.await("document.querySelector('.remedy')");
      assertThat(shop.text(".remedy"))
          .contains("management.endpoints.web.exposure.include=health,sre,sreui");
      assertThat(chromium.requests()).noneMatch(url -> url.endsWith("/actuator/sre"));
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void twoHundredSlos_areThereWithinASecondAndCalledOldOnceTheServiceIsGone() throws Exception {
    ConfigurableApplicationContext other = many("sre,sreui");
    String port = other.getEnvironment().getRequiredProperty("local.server.port");
    String page = "http://localhost:" + port + "/actuator/sreui";
    chromium.open(page);
    chromium.await("performance.getEntriesByName('shown').length > 0");
    chromium.open("about:blank");
    chromium.open(page);
    chromium.await("performance.getEntriesByName('shown').length > 0");
    double shown =
        chromium.run("return performance.getEntriesByName('shown')[0].startTime").asDouble();
    assertThat(shop.texts(".slos tbody th a")).hasSize(200);
    double answers = chromium.run(TYPING).asDouble();
    System.out.printf(
        Locale.ROOT, "200 SLOs: shown after %.0f ms, a letter takes %.0f ms%n", shown, answers);
    assertThat(shown).isLessThan(1_000);
    assertThat(answers).isLessThan(200);
    assertThat(shop.texts(".slos tbody th a")).hasSize(10);
    chromium.picture(ShopInChromium.PICTURES.resolve("filtered-light.png"));
    other.close();
    chromium.await("document.querySelector('#lamp').dataset.state === 'lost'");
    assertThat(shop.text("#notice")).startsWith("The service does not answer").contains("as of ");
    assertThat(shop.text("#contact")).startsWith("No contact since ");
    assertThat(
            chromium
                .run("return document.querySelector('main').classList.contains('stale')")
                .asBoolean())
        .isTrue();
    assertThat(shop.text("#spoken")).startsWith("No contact since ");
    chromium.picture(ShopInChromium.PICTURES.resolve("lost-light.png"));
    chromium.complaints();
  }

  /** Types into the filter, until it is drawn. */
  private static final String TYPING =
      """
      const filter = document.querySelector("input");
      const began = performance.now();
      for (const text of ["s", "slo", "slo-1", "slo-17"]) {
        filter.value = text;
        filter.dispatchEvent(new Event("input"));
        document.body.getBoundingClientRect();
      }
      return (performance.now() - began) / 4;
      """;

  private static ConfigurableApplicationContext many(String exposed) {
    return new SpringApplicationBuilder(Many.class)
        .properties(
            "server.port=0",
            "server.shutdown=immediate",
            "spring.main.web-application-type=servlet",
            "sre.coverage.enabled=false",
            "management.endpoints.web.exposure.include=" + exposed)
        .run();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Many {
    @Bean
    SreEngineCustomizer definitions() {
      return engine -> {
        for (int i = 100; i < 298; i++) {
          Objective objective = Objective.availability("http", Target.of("99.9%"));
          engine.slo(Slo.builder("slo-" + i).objective(objective).owner("team " + i % 7).build());
        }
      };
    }
  }
}
