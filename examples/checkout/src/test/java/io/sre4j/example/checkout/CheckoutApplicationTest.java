package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import io.sre4j.example.checkout.terminal.Comparison;
import io.sre4j.example.checkout.terminal.Console;
import io.sre4j.example.checkout.terminal.Figures;
import io.sre4j.example.checkout.terminal.Ink;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.EventAttributes.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole show over real HTTP, in half a minute; and the page that shows it. */
@Tag("long")
class CheckoutApplicationTest {
  private static final long SEED = 42;
  private static final String DRILL = "checkout-availability-drill";
  private static final String SHOWN = "checkout-availability";
  private static final Path PICTURES = Path.of("target/page");

  private static final ByteArrayOutputStream TERMINAL = new ByteArrayOutputStream();
  private static final Console CONSOLE =
      new Console(new PrintStream(TERMINAL, true, StandardCharsets.UTF_8), Ink.NONE);
  private static final List<AlertTransition> TRANSITIONS = new CopyOnWriteArrayList<>();

  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static InventoryService inventory;
  private static ConfigurableApplicationContext context;
  private static LoadGenerator load;
  private static Comparison comparison;

  @BeforeAll
  static void play() throws Exception {
    System.out.println("seed " + SEED);
    AlertListener alerts =
        transition -> {
          CONSOLE.onTransition(transition);
          TRANSITIONS.add(transition);
        };
    TraceReceiver receiver = open(new TraceReceiver());
    inventory = open(InventoryService.start(Options.ANY_PORT));
    context =
        open(
            CheckoutApplication.start(
                inventory.uri(),
                Options.ANY_PORT,
                alerts,
                false,
                "--spring.profiles.active=traces",
                receiver.option()));
    URI shop = CheckoutApplication.uri(context);
    load = open(LoadGenerator.start(shop, SEED));
    Demo demo = new Demo(shop, context.getBean(SreEngine.class), inventory, load, CONSOLE);
    Schedule schedule = PagePicture.isWanted() ? upToTheOutage() : shortened();

    CONSOLE.header(shop, inventory.uri(), schedule);
    demo.warmUp(Duration.ofSeconds(2));
    CONSOLE.begin(Instant.now());
    demo.play(schedule, Duration.ofSeconds(1));
    Until.holds("the drill fires", () -> !firing(DRILL).isEmpty());
    comparison = demo.check();
  }

  private static <T extends AutoCloseable> T open(T part) {
    OPEN.push(part);
    return part;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable part : OPEN) {
      part.close();
    }
  }

  @Test
  void show_outage_isCountedExactlyAndExplained() {
    assertThat(comparison.rows()).hasSize(4);
    assertThat(comparison.isExact()).as("%s", comparison.lines()).isTrue();
    assertThat(load.total().lost()).isZero();
    assertThat(context.getBean(SreEngine.class).status(DRILL).events().excluded())
        .as("the warm-up")
        .isPositive();
    assertThat(load.total().answered()).isGreaterThan(200);
    assertThat(load.counts(Route.CHECKOUT).bad()).isPositive();
    assertThat(load.counts(Route.CHECKOUT).slow()).isPositive();
    assertThat(load.counts(Route.PRODUCT).bad()).isZero();
    explains(firing(DRILL).get(0), inventory);
    assertThat(TERMINAL.toString(StandardCharsets.UTF_8))
        .contains("FIRING " + DRILL, "route POST /checkout", "OK: every request was counted")
        .contains("/actuator/sreui")
        .doesNotContain("\u001b", "MISMATCH", "DIFFERENT");
  }

  @Test
  void page_afterTheOutage_showsTheNumbersOfTheJsonAndIsThatOfTheReadme(@TempDir Path profile)
      throws Exception {
    try (ShopPage page = new ShopPage(CheckoutApplication.uri(context), profile)) {
      page.open("");
      assertThat(page.texts(".slos tr[data-state=FIRING] a")).contains(DRILL);
      page.pictures(PICTURES, "slos");
      for (SloStatus slo : context.getBean(SreEngine.class).report().slos()) {
        showsTheNumbersOf(page, slo.slo().name());
      }
      page.open("coverage");
      page.pictures(PICTURES, "coverage");
      page.open("dependencies");
      page.pictures(PICTURES, "dependencies");
      page.open("slo/" + SHOWN);
      showsTheEvidenceOf(page, page.json("/sre/" + SHOWN));
      page.pictures(PICTURES, "page");
      isTheOneOfTheReadme(page);
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static void showsTheNumbersOf(ShopPage page, String name) throws Exception {
    JsonNode slo;
    List<String> tiles;
    do { // A budget goes on with every tick.
      slo = page.json("/sre/" + name);
      page.open("slo/" + name);
      tiles = page.texts(".tiles .value");
    } while (!page.json("/sre/" + name).required("asOf").equals(slo.required("asOf")));
    double left = 1 - slo.required("budget").required("spent").asDouble();
    assertThat(List.of(tiles.get(0), tiles.get(1), tiles.get(4), tiles.get(5), tiles.get(6)))
        .as(name)
        .containsExactly(
            percent(slo.required("sli").asDouble(), 3),
            percent(left, 1),
            Figures.count(slo.required("good").asLong()),
            Figures.count(slo.required("bad").asLong()),
            Figures.count(slo.required("excluded").asLong()));
  }

  private static void showsTheEvidenceOf(ShopPage page, JsonNode slo) throws Exception {
    assertThat(page.texts(".rule[data-state=FIRING] .why"))
        .isNotEmpty()
        .allMatch(why -> why.contains("POST /checkout") && why.contains("ServiceUnavailable"));
    List<String> causes =
        slo.required("whatBurns").valueStream().map(it -> it.required("key").asString()).toList();
    assertThat(causes).contains("POST /checkout", inventory.uri().getAuthority());
    assertThat(page.texts(".causes .name")).hasSameElementsAs(causes);
    List<String> traces =
        slo.required("lastBadEvents")
            .valueStream()
            .map(it -> it.required("traceId").asString())
            .toList();
    List<String> shown = page.texts(".events .trace a");
    assertThat(shown).isNotEmpty().isEqualTo(traces.subList(0, shown.size()));
  }

  private static void isTheOneOfTheReadme(ShopPage page) throws Exception {
    if (PagePicture.isWanted()) {
      PagePicture.take(page);
    }
    assertThat(PagePicture.looks(page))
        .as("the page looks otherwise than in docs/images; make it anew: %s", PagePicture.COMMAND)
        .isEqualTo(PagePicture.looksThen());
  }

  /** Rounded down, as the page does. */
  private static String percent(double share, int digits) {
    BigDecimal floored =
        BigDecimal.valueOf(share * 100)
            .round(new MathContext(12))
            .setScale(digits, RoundingMode.FLOOR)
            .stripTrailingZeros();
    String text = String.format(Locale.ROOT, "%,." + Math.max(0, floored.scale()) + "f%%", floored);
    return text.replace('-', '\u2212');
  }

  private static void explains(AlertTransition fired, InventoryService inventory) {
    assertThat(fired.evidence().causes())
        .anyMatch(c -> c.dimension() == Dimension.ROUTE && c.key().equals("POST /checkout"))
        .anyMatch(c ->
            c.dimension() == Dimension.DEPENDENCY
                && c.key().contains(inventory.uri().getAuthority()))
        .anyMatch(
            c -> c.dimension() == Dimension.EXCEPTION && c.key().equals("ServiceUnavailable"));
    assertThat(fired.evidence().lastBad())
        .isNotEmpty()
        .allMatch(bad -> bad.attributes().traceId() != null);
  }

  private static List<AlertTransition> firing(String slo) {
    return TRANSITIONS.stream()
        .filter(t -> t.slo().name().equals(slo) && t.to() == AlertState.FIRING)
        .toList();
  }

  /** What the demonstration plays, without the end. */
  private static Schedule upToTheOutage() {
    List<Phase> phases = new ArrayList<>(Schedule.standard().phases().subList(0, 4));
    phases.add(phase("recovery", 1, Mode.HEALTHY));
    return new Schedule(phases);
  }

  private static Schedule shortened() {
    return new Schedule(
        List.of(
            phase("healthy", 3, Mode.HEALTHY),
            phase("slow", 3, Mode.SLOW),
            phase("outage", 6, Mode.DOWN),
            phase("recovery", 1, Mode.HEALTHY)));
  }

  private static Phase phase(String name, int seconds, Mode mode) {
    return new Phase(name, Duration.ofSeconds(seconds), mode, 50, "shortened");
  }
}
