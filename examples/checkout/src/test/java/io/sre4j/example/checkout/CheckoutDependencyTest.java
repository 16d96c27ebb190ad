package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import io.sre4j.example.checkout.terminal.Console;
import io.sre4j.example.checkout.terminal.Ink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What the shop says of its inventory, beside what its customers saw. */
@Tag("long")
class CheckoutDependencyTest {
  private static final long SEED = 42;
  private static final int RATE = 50;
  private static final String CHECKOUT = "POST /checkout";
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Console console =
      new Console(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), Ink.NONE);
  private InventoryService inventory;
  private ConfigurableApplicationContext context;
  private LoadGenerator load;
  private String name;
  /* Maintenance burns nothing, but what the route depends on can be seen there, too. */
  private long warmUp;

  @BeforeEach
  void start() throws Exception {
    inventory = InventoryService.start(Options.ANY_PORT);
    name = inventory.uri().getAuthority();
    context = CheckoutApplication.start(inventory.uri(), Options.ANY_PORT, console);
    load = LoadGenerator.start(shop(), SEED);
    new Demo(shop(), context.getBean(SreEngine.class), inventory, load, console)
        .warmUp(Duration.ofSeconds(2));
    warmUp = DependencyReading.count(read().route(CHECKOUT), "requests");
  }

  @AfterEach
  void stop() {
    load.close();
    context.close();
    inventory.close();
  }

  private URI shop() {
    return CheckoutApplication.uri(context);
  }

  private DependencyReading read() throws Exception {
    return DependencyReading.of(shop());
  }

  @Test
  void inventory_slow_isNamedAsWhatBurnsWithinAMinute() throws Exception {
    load.rate(RATE);
    Until.holds("some checkouts are fine", () -> load.counts(Route.CHECKOUT).good() >= 20);
    assertThat(read().burned("checkout-availability", name)).isEmpty();

    long fault = System.nanoTime();
    inventory.mode(Mode.SLOW);
    Until.holds("the inventory is named", this::isNamed);
    Duration after = Duration.ofNanos(System.nanoTime() - fault);
    assertThat(after).isLessThan(SOON);

    load.pause();
    RouteCounts seen = load.counts(Route.CHECKOUT);
    Until.holds("all is counted", () -> counted("checkout-latency") == seen.answered());
    JsonNode burned = read().burned("checkout-latency", name).orElseThrow();
    System.out.printf(
        "seed %d: the inventory is named %d ms after it got slow; %s of %s bad events are its, "
            + "the customers saw %d slow answers of %d%n",
        SEED,
        after.toMillis(),
        burned.required("bad"),
        burned.required("of"),
        seen.slow(),
        seen.answered());
    assertThat(DependencyReading.count(burned, "of")).isLessThanOrEqualTo(seen.slow());
    assertThat(DependencyReading.count(burned, "bad")).isGreaterThanOrEqualTo(10);
    assertThat(burned.required("share").asDouble()).isGreaterThan(0.9);
    assertThat(read().burned("checkout-availability", name)).as("nothing failed").isEmpty();
  }

  /** Most of what burned, and not by chance. */
  private boolean isNamed() throws Exception {
    return read()
        .burned("checkout-latency", name)
        .filter(burned -> DependencyReading.count(burned, "bad") >= 10)
        .filter(burned -> burned.required("share").asDouble() > 0.9)
        .isPresent();
  }

  private long counted(String slo) {
    var events = context.getBean(SreEngine.class).status(slo).events();
    return events.good() + events.bad();
  }

  @Test
  void inventory_down_isHardAndCountedAsTheCustomersSawIt() throws Exception {
    load.rate(RATE);
    Until.holds("many checkouts are fine", () -> load.counts(Route.CHECKOUT).good() >= 100);
    inventory.mode(Mode.DOWN);
    Until.holds(
        "the verdict is there",
        () -> read().edge(CHECKOUT, name).required("hardness").asString().equals("HARD"));
    inventory.mode(Mode.HEALTHY);
    load.pause();
    RouteCounts seen = load.counts(Route.CHECKOUT);
    Until.holds("all is counted", () -> counted("checkout-availability") == seen.answered());

    DependencyReading reading = read();
    JsonNode edge = reading.edge(CHECKOUT, name);
    System.out.printf(
        "seed %d: %s; the customers saw %d failed checkouts of %d%n",
        SEED, edge, seen.bad(), seen.answered());
    assertThat(load.total().lost()).isZero();
    assertThat(DependencyReading.count(edge, "failedRequests")).isEqualTo(seen.bad());
    assertThat(DependencyReading.count(edge, "failedCalls")).isEqualTo(seen.bad());
    assertThat(DependencyReading.count(edge.required("badWhenFailed"), "bad"))
        .isEqualTo(seen.bad());
    assertThat(DependencyReading.count(edge, "requests")).isEqualTo(warmUp + seen.answered());
    assertThat(edge.required("callsPerRequest").asDouble()).isEqualTo(1);
    JsonNode burned = reading.burned("checkout-availability", name).orElseThrow();
    assertThat(DependencyReading.count(burned, "bad")).isEqualTo(seen.bad());
    ceilingIs(reading.route(CHECKOUT).required("ceiling"), seen);
  }

  /** A checkout is as available as its inventory, so the promise of 99.9 % cannot be kept. */
  private void ceilingIs(JsonNode ceiling, RouteCounts seen) {
    assertThat(ceiling.required("availability").asDouble())
        .isEqualTo(1 - (double) seen.bad() / (warmUp + seen.answered()));
    assertThat(ceiling.required("hard").get(0).asString()).isEqualTo(name);
    assertThat(
            ceiling
                .required("promises")
                .valueStream()
                .filter(p -> p.required("slo").asString().equals("checkout-availability"))
                .map(p -> p.required("standing").asString()))
        .containsExactly("OUT_OF_REACH");
  }
}
