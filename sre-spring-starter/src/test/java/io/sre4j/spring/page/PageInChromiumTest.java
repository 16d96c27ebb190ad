package io.sre4j.spring.page;

import static io.sre4j.spring.page.Written.decimal;
import static io.sre4j.spring.page.Written.number;
import static io.sre4j.spring.page.Written.percent;
import static io.sre4j.spring.page.Written.rate;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import io.sre4j.real.Chromium;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the page shows of an application that has been burning for seven minutes. */
@Tag("long")
class PageInChromiumTest {
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
  void views_all_loadWithoutComplaintAndAskThisHostOnly() throws Exception {
    for (String view :
        List.of(
            "", "slo/checkout-availability", "slo/nightly-import", "coverage", "dependencies")) {
      shop.open(view);
    }
    chromium.await("document.querySelector('.drawing')");
    assertThat(chromium.complaints()).isEmpty();
    assertThat(chromium.requests())
        .hasSizeGreaterThan(20)
        .allMatch(url -> url.startsWith(shop.actuator() + "/sre") || url.equals("about:blank"));
  }

  @Test
  void pictures_ofEveryView_areKept() throws Exception {
    for (String view :
        List.of("", "slo/checkout-availability", "slo/checkout-week", "coverage", "dependencies")) {
      String name = view.isEmpty() ? "overview" : view.substring(view.indexOf('/') + 1);
      shop.open(view);
      chromium.picture(ShopInChromium.PICTURES.resolve(name + "-light.png"));
      chromium.look(1280, 900, true);
      chromium.await("matchMedia('(prefers-color-scheme: dark)').matches");
      chromium.picture(ShopInChromium.PICTURES.resolve(name + "-dark.png"));
      chromium.look(390, 844, false);
      chromium.picture(ShopInChromium.PICTURES.resolve(name + "-phone.png"));
      String tooWide =
          "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
      assertThat(chromium.run(tooWide).asInt()).as(name).isZero();
      chromium.look(1280, 900, false);
    }
  }

  @Test
  void overview_eachRow_showsTheNumbersOfTheJson() throws Exception {
    shop.open("");
    DocumentContext json = shop.json("/sre");
    List<String> names = json.read("$.slos[*].name");
    assertThat(shop.texts(".slos tbody th a")).hasSameElementsAs(names);
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
      Double left =
          unknown && spent != null
              ? Double.valueOf(1 - spent)
              : decimal(json, slo + ".budgetRemaining");
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
    assertThat(shop.text("[data-group=firing] b")).isEqualTo("1");
  }

  @Test
  void slo_all_showsTheNumbersOfTheJson() throws Exception {
    shop.open("slo/checkout-availability");
    DocumentContext json = shop.json("/sre/checkout-availability");
    assertThat(shop.texts(".tiles .value"))
        .containsExactly(
            percent(decimal(json, "$.sli"), 3),
            percent(1 - decimal(json, "$.budget.spent"), 1),
            rate(decimal(json, "$.burnRates['1h'].value")),
            shop.texts(".tiles .value").get(3),
            number(new BigDecimal(json.<Integer>read("$.good"))),
            number(new BigDecimal(json.<Integer>read("$.bad"))),
            number(new BigDecimal(json.<Integer>read("$.excluded"))));
    List<Map<String, Object>> alerts = json.read("$.alerts");
    assertThat(shop.texts(".rule .badge")).allMatch("Firing"::equals).hasSize(alerts.size());
    List<Double> longer = json.read("$.alerts[*].evidence.long.burnRate");
    assertThat(shop.texts(".rule .meter:first-child > .n"))
        .zipSatisfy(longer, (shown, value) -> assertThat(shown).startsWith(rate(value) + " of "));
    List<String> why = json.read("$.alerts[*].evidence.explanation");
    assertThat(shop.texts(".rule .why")).isEqualTo(why);
    List<Integer> causes = json.read("$.whatBurns[*].last1h");
    assertThat(shop.texts(".causes td:nth-child(3)"))
        .hasSameElementsAs(causes.stream().map(String::valueOf).toList());
    assertThat(shop.texts(".events tbody tr")).hasSize(12);
    chromium.run("document.querySelector('.more').click()");
    List<String> routes = json.read("$.lastBadEvents[*].route");
    assertThat(shop.texts(".events td:nth-child(2)")).isEqualTo(routes);
    List<Object> delays = json.read("$.detectability.delays");
    assertThat(shop.texts(".detect tbody tr")).hasSize(delays.size());
    assertThat(shop.text(".detect + .sub, .scroll + .sub")).contains("36,000 events an hour");
  }

  @Test
  void chart_last_isWhatIsLeft() throws Exception {
    shop.open("slo/search-availability");
    DocumentContext json = shop.json("/sre/search-availability");
    assertThat(shop.text("figcaption"))
        .startsWith(percent(decimal(json, "$.budgetRemaining"), 2) + " left at ");
    assertThat(chromium.run("return document.querySelector('.u-over') !== null").asBoolean())
        .isTrue();
    assertThat(shop.texts(".u-legend .u-label")).containsExactly("At", "Left", "Even pace");
  }

  @Test
  void coverageAndDependencies_showTheNumbersOfTheJson() throws Exception {
    shop.open("coverage");
    DocumentContext json = shop.json("/sre");
    List<Integer> served = json.read("$.coverage.routes[*].served");
    assertThat(shop.texts("[aria-label='Coverage of routes'] td:nth-child(3)"))
        .isEqualTo(served.stream().map(it -> number(new BigDecimal(it))).toList());
    List<String> remedies = json.read("$.findings[*].remedy");
    assertThat(shop.texts(".finding > p:nth-child(2)"))
        .isEqualTo(remedies.stream().map(remedy -> remedy.replace("`", "")).toList());
    assertThat(shop.text("#findings")).isEqualTo(remedies.size() + " findings");
    shop.open("dependencies");
    List<Integer> calls = json.read("$.dependencies.routes[*].dependencies[*].calls");
    assertThat(shop.texts("[aria-label='Each call'] td:nth-child(4)"))
        .isEqualTo(calls.stream().map(it -> number(new BigDecimal(it))).toList());
    assertThat(chromium.run("return document.querySelectorAll('.drawing .edge').length").asInt())
        .isEqualTo(calls.size());
    assertThat(shop.texts(".drawing .box-sub"))
        .anyMatch(it -> it.startsWith("52.6% of what burned"));
  }

  @Test
  void names_thatAreMarkup_stayText() throws Exception {
    for (String view : List.of("slo/checkout-availability", "coverage", "dependencies")) {
      shop.open(view);
      assertThat(shop.text("main")).as(view).contains("<script>window.evil=1</script>");
      String made = "return document.querySelectorAll('main script, main img, main i').length";
      assertThat(chromium.run(made).asInt()).as(view).isZero();
    }
    shop.open("slo/checkout-availability");
    assertThat(shop.text("main")).contains("Nobody <b>loses</b> a basket").contains("team <shop>");
    assertThat(shop.text("#application")).isEqualTo("shop <b>&amp;");
    assertThat(chromium.run("return document.title").asString())
        .isEqualTo("checkout-availability · shop <b>&amp;");
    assertThat(chromium.run("return window.evil === undefined").asBoolean()).isTrue();
    assertThat(
            chromium
                .run("return document.querySelector('.trace a').getAttribute('href')")
                .asString())
        .isEqualTo("https://traces.example/trace/" + Shop.TRACE + "?from=sre");
  }
}
