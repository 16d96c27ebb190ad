package io.sre4j.example.checkout.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.example.checkout.load.Schedule;
import io.sre4j.report.SloStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusTableTest {
  private static final Duration ELAPSED = Duration.ofSeconds(97);

  @Test
  void line_oneFiring_isAlignedAndMarked() {
    List<SloStatus> slos = List.of(firing("checkout-availability"), quiet("shop"));
    StatusTable table = new StatusTable(Ink.NONE);

    assertThat(table.head(slos))
        .containsExactly(
            "                   checkout-availability   shop",
            "time phase     /s  SLI    10s/2m   budget  SLI    10s/2m   budget");
    assertThat(table.line(ELAPSED, Schedule.light(), 50, slos))
        .isEqualTo("1:37 light     50 !97.86% 313/21    ?-20x  97.86% 313/21    ?-20x");
  }

  @Test
  void line_fourSlos_fits120Columns() {
    List<SloStatus> slos =
        Stream.of(
                "checkout-availability",
                "checkout-availability-drill",
                "checkout-latency",
                "shop-availability")
            .map(StatusTableTest::firing)
            .toList();
    StatusTable table = new StatusTable(Ink.NONE);

    assertThat(table.head(slos)).allMatch(line -> line.length() <= 120);
    assertThat(table.line(Duration.ofMinutes(99), Schedule.light(), 100, slos))
        .hasSizeLessThanOrEqualTo(120);
  }

  @Test
  void line_ansi_isTheSameTextInColour() {
    List<SloStatus> slos = List.of(firing("a"), quiet("b"));
    String plain = new StatusTable(Ink.NONE).line(ELAPSED, Schedule.light(), 50, slos);
    String coloured = new StatusTable(Ink.ANSI).line(ELAPSED, Schedule.light(), 50, slos);

    assertThat(coloured).contains("\u001b[31m", "\u001b[33m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
  }

  private static SloStatus firing(String name) {
    return Samples.status(name, AlertState.FIRING, Samples.unknown(-20.4));
  }

  private static SloStatus quiet(String name) {
    return Samples.status(name, AlertState.INACTIVE, Samples.unknown(-20.4));
  }
}
