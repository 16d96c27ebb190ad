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
import io.sre4j.spring.SreEngineCustomizer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
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
            "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText ?? it.textContent)",
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

  /** As format.js writes them. */
  private static String percent(Double value, int digits) {
    if (value == null) {
      return "–";
    }
    BigDecimal floored =
        BigDecimal.valueOf(value * 100)
            .round(new MathContext(12))
            .setScale(digits, RoundingMode.FLOOR);
    return number(floored.stripTrailingZeros()) + "%";
  }

  private static String rate(Double value) {
    if (value == null) {
      return "–";
    }
    BigDecimal exact = new BigDecimal(value);
    if (value == 0) {
      return "0";
    }
    if (value < 0.01) {
      return "<0.01";
    }
    return number(exact.setScale(value >= 100 ? 0 : value >= 10 ? 1 : 2, RoundingMode.HALF_UP));
  }

  private static String number(BigDecimal value) {
    int digits = Math.max(0, value.scale());
    return String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '−');
  }

  private static Double decimal(DocumentContext json, String path) {
    Number value = json.read(path);
    return value == null ? null : value.doubleValue();
  }

  @Test
  @Order(3)
  void overview_eachRow_showsTheNumbersOfTheJson() throws Exception {
    open("");
    DocumentContext json = json("/sre");
    List<String> names = json.read("$.slos[*].name");
    assertThat(texts(".slos tbody th a")).hasSameElementsAs(names);
    for (int i = 0; i < names.size(); i++) {
      String slo = "$.slos[" + i + "]";
      JsonNode cells =
          chromium.run(
              "return [...[...document.querySelectorAll('.slos tbody tr')].find(row =>"
                  + " row.querySelector('a').innerText === arguments[0]).cells]"
                  + ".map(cell => cell.innerText.replaceAll('\\n', ' '))",
              names.get(i));
      Double sli = decimal(json, slo + ".sli");
      assertThat(cells.get(2).asString()).isEqualTo(sli == null ? "no event yet" : percent(sli, 3));
      boolean unknown = json.read(slo + ".budget.state").equals("UNKNOWN");
      Double spent = decimal(json, slo + ".budget.spent");
      Double left = unknown && spent != null ? Double.valueOf(1 - spent) : decimal(json, slo + ".budgetRemaining");
      assertThat(cells.get(3).asString()).startsWith(percent(left, 1));
      Map<String, Map<String, Object>> rates = json.read(slo + ".burnRates");
      List<String> shown = new ArrayList<>();
      for (int column = 4; column < cells.size() - 1; column++) {
        String text = cells.get(column).asString().replace(" ▲", "");
        shown.add(text.contains(" ") ? text.substring(0, text.indexOf(' ')) : text);
      }
      List<String> expected = new ArrayList<>();
      for (Map<String, Object> burn : rates.values()) {
        Number value = (Number) burn.get("value");
        expected.add(rate(value == null ? null : value.doubleValue()));
      }
      // Where a policy has fewer windows than most, the last columns are empty.
      assertThat(shown.subList(0, expected.size())).as(names.get(i)).isEqualTo(expected);
    }
    assertThat(text("[data-group=firing] b")).isEqualTo("1");
  }

  @Test
  @Order(4)
  void slo_all_showsTheNumbersOfTheJson() throws Exception {
    open("slo/checkout-availability");
    DocumentContext json = json("/sre/checkout-availability");
    assertThat(texts(".tiles .value"))
        .containsExactly(
            percent(decimal(json, "$.sli"), 3),
            percent(1 - decimal(json, "$.budget.spent"), 1),
            rate(decimal(json, "$.burnRates['1h'].value")),
            texts(".tiles .value").get(3),
            number(new BigDecimal(json.<Integer>read("$.good"))),
            number(new BigDecimal(json.<Integer>read("$.bad"))),
            number(new BigDecimal(json.<Integer>read("$.excluded"))));
    List<Map<String, Object>> alerts = json.read("$.alerts");
    assertThat(texts(".rule .badge")).allMatch("Firing"::equals).hasSize(alerts.size());
    List<Double> longer = json.read("$.alerts[*].evidence.long.burnRate");
    assertThat(texts(".rule .meter:first-child > .n"))
        .zipSatisfy(longer, (shown, value) -> assertThat(shown).startsWith(rate(value) + " of "));
    List<String> why = json.read("$.alerts[*].evidence.explanation");
    assertThat(texts(".rule .why")).isEqualTo(why);
    List<Integer> causes = json.read("$.whatBurns[*].last1h");
    assertThat(texts(".causes td:nth-child(3)"))
        .hasSameElementsAs(causes.stream().map(String::valueOf).toList());
    assertThat(texts(".events tbody tr")).hasSize(12);
    chromium.run("document.querySelector('.more').click()");
    List<String> routes = json.read("$.lastBadEvents[*].route");
    assertThat(texts(".events td:nth-child(2)")).isEqualTo(routes);
    List<Object> delays = json.read("$.detectability.delays");
    assertThat(texts(".detect tbody tr")).hasSize(delays.size());
    assertThat(text(".detect + .sub, .scroll + .sub")).contains("36,000 events an hour");
  }

  @Test
  @Order(5)
  void chart_last_isWhatIsLeft() throws Exception {
    open("slo/search-availability");
    DocumentContext json = json("/sre/search-availability");
    assertThat(text("figcaption"))
        .startsWith(percent(decimal(json, "$.budgetRemaining"), 2) + " left at ");
    assertThat(chromium.run("return document.querySelector('.u-over') !== null").asBoolean())
        .isTrue();
    assertThat(texts(".u-legend .u-label")).containsExactly("At", "Left", "Even pace");
  }

  @Test
  @Order(6)
  void coverageAndDependencies_showTheNumbersOfTheJson() throws Exception {
    open("coverage");
    DocumentContext json = json("/sre");
    List<Integer> served = json.read("$.coverage.routes[*].served");
    assertThat(texts("[aria-label='Coverage of routes'] td:nth-child(3)"))
        .isEqualTo(served.stream().map(it -> number(new BigDecimal(it))).toList());
    List<String> remedies = json.read("$.findings[*].remedy");
    assertThat(texts(".finding > p:nth-child(2)")).isEqualTo(remedies);
    assertThat(text("#findings")).isEqualTo(remedies.size() + " findings");
    open("dependencies");
    List<Integer> calls = json.read("$.dependencies.routes[*].dependencies[*].calls");
    assertThat(texts("[aria-label='Each call'] td:nth-child(4)"))
        .isEqualTo(calls.stream().map(it -> number(new BigDecimal(it))).toList());
    assertThat(chromium.run("return document.querySelectorAll('.drawing .edge').length").asInt())
        .isEqualTo(calls.size());
    assertThat(texts(".drawing .box-sub")).anyMatch(it -> it.startsWith("52.6% of what burned"));
  }

  @Test
  @Order(7)
  void names_thatAreMarkup_stayText() throws Exception {
    for (String view : List.of("slo/checkout-availability", "coverage", "dependencies")) {
      open(view);
      assertThat(text("main")).as(view).contains("<script>window.evil=1</script>");
      String made = "return document.querySelectorAll('main script, main img, main i').length";
      assertThat(chromium.run(made).asInt()).as(view).isZero();
    }
    open("slo/checkout-availability");
    assertThat(text("main")).contains("Nobody <b>loses</b> a basket").contains("team <shop>");
    assertThat(text("#application")).isEqualTo("shop <b>&amp;");
    assertThat(chromium.run("return document.title").asString())
        .isEqualTo("checkout-availability · shop <b>&amp;");
    assertThat(chromium.run("return window.evil === undefined").asBoolean()).isTrue();
    assertThat(
            chromium.run("return document.querySelector('.trace a').getAttribute('href')").asString())
        .isEqualTo("https://traces.example/trace/" + Shop.TRACE + "?from=sre");
  }

  @Test
  @Order(8)
  void links_toAnythingButTheWeb_areTextOnly() throws Exception {
    open("");
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
  @Order(9)
  void keyboard_alone_reachesAllAndOpensAView() throws Exception {
    open("");
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
    assertThat(texts(".slos tbody th a")).containsExactly("checkout-week");
    chromium.press(TAB, TAB, TAB, TAB, TAB, ENTER);
    chromium.await("document.querySelector('h1')?.innerText === 'checkout-week'");
    assertThat(chromium.run("return document.activeElement.id").asString()).isEqualTo("main");
  }

  @Test
  @Order(10)
  void reader_ofTheScreen_isToldWhatEverythingIs() throws Exception {
    open("slo/checkout-availability");
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
    open("");
    tree = chromium.command("Accessibility.getFullAXTree", Map.of());
    parts.clear();
    for (JsonNode node : tree.at("/nodes")) {
      parts.add(node.at("/role/value").asString());
    }
    assertThat(parts).contains("table", "row", "cell", "rowheader");
  }

  @Test
  @Order(11)
  void texts_inBothSchemes_standOut() throws Exception {
    for (String view : List.of("", "slo/checkout-availability", "coverage", "dependencies")) {
      for (boolean isDark : new boolean[] {false, true}) {
        chromium.look(1280, 900, isDark);
        open(view);
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
  @Order(12)
  void numbers_thatStandStill_areCalledSo() throws Exception {
    open("");
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
  @Order(12)
  void measuring_thatFails_isNamed() throws Exception {
    open("");
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
  @Order(13)
  void numbers_changing_areShownWithoutAReload() throws Exception {
    open("slo/checkout-week");
    String before = text(".tiles div:nth-child(5) .value");
    chromium.run("document.querySelector('.scroll').focus()");
    for (int i = 0; i < 150; i++) {
      past.second();
    }
    chromium.await("document.querySelector('.tiles div:nth-child(5) .value').innerText !== '" + before + "'");
    assertThat(text(".tiles div:nth-child(5) .value"))
        .isEqualTo(number(new BigDecimal(json("/sre/checkout-week").<Integer>read("$.good"))));
    assertThat(chromium.run("return document.activeElement.className").asString()).isEqualTo("scroll");
  }

  @Test
  @Order(14)
  void data_notExposed_saysTheRemedy() throws Exception {
    try (ConfigurableApplicationContext other = many("sreui")) {
      String port = other.getEnvironment().getRequiredProperty("local.server.port");
      chromium.open("http://localhost:" + port + "/actuator/sreui");
      chromium.await("document.querySelector('.remedy')");
      assertThat(text(".remedy"))
          .contains("management.endpoints.web.exposure.include=health,sre,sreui");
      assertThat(chromium.requests()).noneMatch(url -> url.endsWith("/actuator/sre"));
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  @Order(15)
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
    assertThat(texts(".slos tbody th a")).hasSize(200);
    double answers = chromium.run(TYPING).asDouble();
    System.out.printf(
        Locale.ROOT, "200 SLOs: shown after %.0f ms, a letter takes %.0f ms%n", shown, answers);
    assertThat(shown).isLessThan(1_000);
    assertThat(answers).isLessThan(200);
    assertThat(texts(".slos tbody th a")).hasSize(10);
    chromium.picture(PICTURES.resolve("filtered-light.png"));
    other.close();
    chromium.await("document.querySelector('#lamp').dataset.state === 'lost'");
    assertThat(text("#notice")).startsWith("The service does not answer").contains("as of ");
    assertThat(text("#contact")).startsWith("No contact since ");
    assertThat(chromium.run("return document.querySelector('main').classList.contains('stale')").asBoolean())
        .isTrue();
    assertThat(text("#spoken")).startsWith("No contact since ");
    chromium.picture(PICTURES.resolve("lost-light.png"));
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
