package io.sre4j.example.checkout;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.ShopApplication;
import io.sre4j.example.checkout.terminal.Console;
import io.sre4j.example.checkout.terminal.Ink;
import io.sre4j.slo.Slo;
import io.sre4j.spring.SreEngineCustomizer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the shop, the inventory and the customers, and plays the show. */
public class CheckoutApplication {
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration STATUS = Duration.ofSeconds(2);
  private static final Duration RARE_STATUS = Duration.ofSeconds(10);
  private static final int INVENTORY_PORT = 8081;
  private static final long SEED = 20_260_101;

  /** See {@code Options}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      Options.USAGE.forEach(System.err::println);
      System.exit(2);
      return;
    }
    boolean exact = run(options);
    System.exit(exact ? 0 : 1);
  }

  private static boolean run(Options options) throws IOException, InterruptedException {
    Ink ink = Ink.of(System.getenv(), Ink.isTerminal());
    Console console = new Console(System.out, ink);
    int port = Options.ifFree(options.port());
    if (port != options.port()) {
      console.say("Port " + options.port() + " is taken: the shop takes a free one.");
    }
    try (InventoryService inventory = InventoryService.start(Options.ifFree(INVENTORY_PORT));
        ConfigurableApplicationContext shop =
            start(inventory.uri(), port, console, options.record() != null);
        EventRecording recording =
            EventRecording.start(shop.getBean(SreEngine.class), options.record());
        LoadGenerator load = LoadGenerator.start(uri(shop), SEED)) {
      Demo demo = new Demo(uri(shop), shop.getBean(SreEngine.class), inventory, load, console);
      Schedule schedule = Schedule.standard();
      console.header(uri(shop), inventory.uri(), schedule);
      demo.warmUp(WARM_UP);
      console.begin(Instant.now());
      for (int cycle = 0; cycle < options.cycles(); cycle++) {
        demo.play(schedule, STATUS);
      }
      boolean exact = demo.check().isExact();
      if (!options.once()) {
        console.lookAround(uri(shop));
        demo.play(Schedule.light(), RARE_STATUS);
      }
      recording.stop();
      return exact;
    }
  }

  /** Starts the shop. */
  static ConfigurableApplicationContext start(URI inventory, int port, AlertListener alerts) {
    return start(inventory, port, alerts, false);
  }

  /**
   * Starts the shop.
   *
   * @param recorded whether an {@link EventRecording} ticks, instead of the engine itself
   * @param options of Spring Boot: {@code --spring.profiles.active=untraced}
   */
  static ConfigurableApplicationContext start(
      URI inventory, int port, AlertListener alerts, boolean recorded, String... options) {
    // Below the 20 s and 30 s after which servers close idle connections.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    return new SpringApplicationBuilder(ShopApplication.class)
        .properties("shop.inventory=" + inventory, "server.port=" + port)
        .initializers((GenericApplicationContext shop) -> {
          shop.registerBean("alerts", AlertListener.class, () -> alerts);
          shop.registerBean("drill", Slo.class, Drill::slo);
          if (recorded) {
            shop.registerBean(
                "recorded", SreEngineCustomizer.class, () -> EventRecording.TICKED_BY_RECORDING);
          }
        })
        .run(options);
  }

  /** Where a shop listens. */
  static URI uri(ConfigurableApplicationContext shop) {
    return URI.create(
        "http://localhost:" + shop.getEnvironment().getRequiredProperty("local.server.port"));
  }
}
