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
import io.sre4j.example.checkout.terminal.Ink;
import io.sre4j.sli.EventAttributes.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole show over real HTTP, in half a minute. */
@Tag("long")
class CheckoutApplicationTest {
  private static final long SEED = 42;
  private static final String DRILL = "checkout-availability-drill";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(terminal, true, StandardCharsets.UTF_8), Ink.NONE);
  private final List<AlertTransition> transitions = new CopyOnWriteArrayList<>();
  private final AlertListener alerts =
      transition -> {
        console.onTransition(transition);
        transitions.add(transition);
      };

  @Test
  void show_outage_isCountedExactlyAndExplained() throws Exception {
    System.out.println("seed " + SEED);
    try (TraceReceiver receiver = new TraceReceiver();
        InventoryService inventory = InventoryService.start(Options.ANY_PORT);
        ConfigurableApplicationContext context =
            CheckoutApplication.start(
                inventory.uri(),
                Options.ANY_PORT,
                alerts,
                false,
                "--spring.profiles.active=traces",
                receiver.option());
        LoadGenerator load = LoadGenerator.start(CheckoutApplication.uri(context), SEED)) {
      URI shop = CheckoutApplication.uri(context);
      Demo demo = new Demo(shop, context.getBean(SreEngine.class), inventory, load, console);

      console.header(shop, inventory.uri(), shortened());
      demo.warmUp(Duration.ofSeconds(2));
      console.begin(Instant.now());
      demo.play(shortened(), Duration.ofSeconds(1));
      Until.holds("the drill fires", () -> !firing(DRILL).isEmpty());
      Comparison comparison = demo.check();

      assertThat(comparison.rows()).hasSize(4);
      assertThat(comparison.isExact()).as("%s", comparison.lines()).isTrue();
      assertThat(load.total().lost()).isZero();
      assertThat(excluded(context)).as("the warm-up").isPositive();
      assertThat(load.total().answered()).isGreaterThan(200);
      assertThat(load.counts(Route.CHECKOUT).bad()).isPositive();
      assertThat(load.counts(Route.CHECKOUT).slow()).isPositive();
      assertThat(load.counts(Route.PRODUCT).bad()).isZero();
      explains(firing(DRILL).get(0), inventory);
      assertThat(terminal.toString(StandardCharsets.UTF_8))
          .contains("FIRING " + DRILL, "route POST /checkout", "OK: every request was counted")
          .doesNotContain("\u001b", "MISMATCH", "DIFFERENT");
    }
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

  private static long excluded(ConfigurableApplicationContext context) {
    return context.getBean(SreEngine.class).status(DRILL).events().excluded();
  }

  private List<AlertTransition> firing(String slo) {
    return transitions.stream()
        .filter(t -> t.slo().name().equals(slo) && t.to() == AlertState.FIRING)
        .toList();
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
