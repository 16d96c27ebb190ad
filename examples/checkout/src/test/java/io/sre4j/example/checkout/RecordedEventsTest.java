package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.backtest.Backtest;
import io.sre4j.backtest.BacktestReport;
import io.sre4j.backtest.BacktestReport.Alert;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import io.sre4j.example.checkout.terminal.Console;
import io.sre4j.example.checkout.terminal.Ink;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.Slo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What the running shop was told, a backtest of its own recorded events tells again. */
@Tag("long")
class RecordedEventsTest {
  private static final long SEED = 43;

  @TempDir private Path directory;
  private final List<AlertTransition> transitions = new CopyOnWriteArrayList<>();
  private final Console console =
      new Console(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), Ink.NONE);

  @Test
  void backtest_ofTheShopsOwnEvents_hasTheSameAlertsToTheSecond() throws Exception {
    System.out.println("seed " + SEED);
    Path events = directory.resolve("events.csv");

    List<SloStatus> live = record(events);
    List<Slo> slos = live.stream().map(SloStatus::slo).toList();
    BacktestReport report = Backtest.of(slos).recordedTicks().run(events);

    // The engine ticks once more when it is closed, and tells its listeners all.
    assertThat(replayed(report)).isEqualTo(toldUpTo(report.to())).hasSizeGreaterThan(3);
    for (int i = 0; i < live.size(); i++) {
      SloResult result = report.slos().get(i);
      assertThat(result.good()).isEqualTo(live.get(i).events().good());
      assertThat(result.bad()).isEqualTo(live.get(i).events().bad());
      assertThat(result.excluded()).isEqualTo(live.get(i).events().excluded());
    }
  }

  /** Plays the show and writes its events; what the engine said at the last recorded tick. */
  private List<SloStatus> record(Path events) throws Exception {
    try (InventoryService inventory = InventoryService.start(Options.ANY_PORT);
        ConfigurableApplicationContext shop =
            CheckoutApplication.start(inventory.uri(), Options.ANY_PORT, transitions::add, true);
        EventRecording recording = EventRecording.start(shop.getBean(SreEngine.class), events);
        LoadGenerator load = LoadGenerator.start(CheckoutApplication.uri(shop), SEED)) {
      SreEngine engine = shop.getBean(SreEngine.class);
      Demo demo = new Demo(CheckoutApplication.uri(shop), engine, inventory, load, console);
      demo.warmUp(Duration.ofSeconds(2));
      demo.play(shortened(), Duration.ofSeconds(1));
      assertThat(demo.check().isExact()).isTrue();
      recording.stop();
      return engine.report().slos();
    }
  }

  private List<String> toldUpTo(Instant last) {
    List<String> told = new ArrayList<>();
    for (AlertTransition change : transitions) {
      boolean isEnd = change.to() == AlertState.FIRING || change.to() == AlertState.RESOLVED;
      if (isEnd && !change.at().isAfter(last)) {
        String begin = change.slo().name() + " " + change.rule().id() + " ";
        told.add(begin + change.to() + " " + change.at());
      }
    }
    return told.stream().sorted().toList();
  }

  private static List<String> replayed(BacktestReport report) {
    List<String> replayed = new ArrayList<>();
    for (SloResult result : report.slos()) {
      for (Alert alert : result.alerts()) {
        String begin = result.slo().name() + " " + alert.rule().id() + " ";
        replayed.add(begin + "FIRING " + alert.firedAt());
        alert.resolvedAt().ifPresent(at -> replayed.add(begin + "RESOLVED " + at));
      }
    }
    return replayed.stream().sorted().toList();
  }

  private static Schedule shortened() {
    return new Schedule(
        List.of(
            phase("healthy", 3, Mode.HEALTHY),
            phase("slow", 3, Mode.SLOW),
            phase("outage", 6, Mode.DOWN),
            phase("recovery", 14, Mode.HEALTHY)));
  }

  private static Phase phase(String name, int seconds, Mode mode) {
    return new Phase(name, Duration.ofSeconds(seconds), mode, 50, "shortened");
  }
}
