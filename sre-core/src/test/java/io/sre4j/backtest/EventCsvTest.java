package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCsvTest {
  private static final List<Slo> ONE = List.of(Rows.latency(Rows.DRILL));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T09:00:00Z",
        "2026-11-23T09:00:00.000Z",
        "2026-11-23T09:00:00.000000000Z",
        "2026-11-23T10:00:00+01:00",
        "2026-11-23T09:00Z",
        "1795424400000",
        "\"2026-11-23T09:00:00Z\"",
        " 2026-11-23T09:00:00Z "
      })
  void run_anyFormOfTimestamp_isTheSameInstant(String timestamp) {
    BacktestReport report = run("timestamp,outcome", timestamp + ",good");

    assertThat(report.from()).isEqualTo(Rows.START);
    assertThat(report.to()).isEqualTo(Rows.START.plusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "300, 1, 0",
    "300.0, 1, 0",
    "300.000000, 1, 0",
    "300.0000000000, 1, 0",
    "300.000001, 0, 1",
    "300.0000010000, 0, 1",
    "3e2, 1, 0",
    "3.00000001E+2, 0, 1",
    ".5, 1, 0",
    "0, 1, 0",
    "10000000000, 0, 1",
    "'', 0, 0"
  })
  void run_latency_isExactToTheNanosecond(String latency, long good, long bad) {
    BacktestReport report =
        run("timestamp,latency_ms,outcome", "1795424400000," + latency + ",good");

    assertThat(report.slos().get(0).good()).isEqualTo(good);
    assertThat(report.slos().get(0).bad()).isEqualTo(bad);
  }

  @Test
  void run_columnsInAnyOrderBlankLinesAndByteOrderMark_isRead() {
    BacktestReport report =
        run(
            "\ufeffSLI,Count,timestamp,OUTCOME\r",
            "",
            "checkout,12,1795424400000,BAD\r",
            "other,5,1795424400000,good",
            ",0,1795424400000,excluded",
            "checkout,,1795424401000,bad");

    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.ignored()).isEqualTo(1);
    assertThat(report.slos().get(0).bad()).isEqualTo(13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1795424400,good,,|timestamp|1795424400|not seconds",
        "2026-11-23T09:00:00,good,,|timestamp|2026-11-23T09:00:00|with a zone",
        "2026-02-30T09:00:00Z,good,,|timestamp|2026-02-30T09:00:00Z|write ISO-8601",
        "1026-02-20T09:00:00Z,good,,|timestamp|1026-02-20T09:00:00Z|before 1973",
        "99999999999999999999,good,,|timestamp|99999999999999999999|after 2250",
        ",good,,|timestamp|''|write ISO-8601",
        "1795424400000,ok,,|outcome|ok|one of good, bad, excluded",
        "1795424400000,good,-1,|latency_ms|-1|from 0 to 10 billion",
        "1795424400000,good,10000000001,|latency_ms|10000000001|from 0 to 10 billion",
        "1795424400000,good,1e999,|latency_ms|1e999|from 0 to 10 billion",
        "1795424400000,good,NaN,|latency_ms|NaN|from 0 to 10 billion",
        "1795424400000,good,.,|latency_ms|.|from 0 to 10 billion",
        "1795424400000,good,,1.5|count|1.5|a whole number",
        "1795424400000,good,,-1|count|-1|a whole number",
        "1795424400000,good,,1000000001|count|1000000001|a whole number",
        "1795424400000,good,,99999999999999999999999|count|99999999999999999999999|a whole number",
        "1795424400000,good|row|1795424400000,good|has 2 fields, the header has 4",
        "1795424400000,good,,,|row|1795424400000,good,,,|has 5 fields, the header has 4",
        "1795424339999,good,,|timestamp|1795424339999|more than a minute before a row above",
        "1999999999999,good,,|timestamp|1999999999999|more than 32 days after"
      })
  void run_malformedRow_saysWhereWhatAndWhy(
      String row, String column, String value, String remedy) {
    assertThatThrownBy(
            () -> run("timestamp,outcome,latency_ms,count", "1795424400000,good,1,1", row))
        .isInstanceOfSatisfying(
            EventFileException.class,
            thrown -> {
              assertThat(thrown.file()).isEqualTo("events.csv");
              assertThat(thrown.line()).isEqualTo(3);
              assertThat(thrown.column()).isEqualTo(column);
              assertThat(thrown.value()).isEqualTo(value);
              assertThat(thrown.remedy()).contains(remedy);
              assertThat(thrown).hasMessageContaining("events.csv:3: " + column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|events.csv: is empty; an event file begins with timestamp,outcome",
        "\ufeff|events.csv:1: header: is empty; an event file begins with",
        "'\n1795424400000,good'|events.csv:1: header: is empty; an event file begins with",
        "'  \r\n1795424400000,good'|events.csv:1: header: is empty; an event file begins with",
        ",|events.csv:1: header = ',': has no name for column 1; an event file begins",
        "timestamp,\"\",outcome|header = 'timestamp,\"\",outcome': has no name for column 2",
        "timestamp,outcome,|header = 'timestamp,outcome,': has no name for column 3",
        "time,outcome|events.csv:1: header = 'time': is no column of it",
        "timestamp,outcome,outcome|events.csv:1: header = 'outcome': stands twice",
        "timestamp,count|events.csv:1: header = 'timestamp,count': lacks a column",
        "timestamp,outcome|events.csv: holds no event of [checkout]"
      })
  void run_noEvents_saysWhatIsMissing(String text, String message) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte[] file : List.of(bytes, Rows.zipped(bytes))) {
      assertThatThrownBy(() -> Rows.run(Backtest.of(ONE), file))
          .isInstanceOf(EventFileException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void run_severalSlis_needsTheColumnAndTheValue() {
    Slo other =
        Slo.builder("other").objective(Objective.availability("search", Target.of("99%"))).build();
    Backtest both = Backtest.of(List.of(ONE.get(0), other));

    assertThatThrownBy(() -> Rows.run(both, lines("timestamp,outcome", "1795424400000,good")))
        .hasMessageContaining("needs a column sli, as the SLOs are about [checkout, search]");
    assertThatThrownBy(() -> Rows.run(both, lines("timestamp,outcome,sli", "1795424400000,good,")))
        .hasMessageContaining("events.csv:2: sli = ''");
    BacktestReport report =
        Rows.run(both, lines("timestamp,outcome,sli", "1795424400000,bad,search"));
    assertThat(report.slos().get(1).bad()).isEqualTo(1);
  }

  @Test
  void run_aLineWithoutEnd_isRefusedNotBuffered() {
    byte[] endless = new byte[10_000_000];
    Arrays.fill(endless, (byte) 'x');

    assertThatThrownBy(() -> Rows.run(Backtest.of(ONE), endless))
        .isInstanceOf(EventFileException.class)
        .hasMessageContaining("longer than 4096 bytes");
  }

  @Test
  void run_moreThanAnEngineCountsInATick_isRefused() {
    String billion = "1795424400000,good,1000000000";

    assertThatThrownBy(() -> run("timestamp,outcome,count", billion, billion, billion))
        .isInstanceOf(EventFileException.class)
        .hasMessageContaining("in one tick; make the tick shorter");
    assertThat(run("timestamp,outcome,count", billion, billion).rows()).isEqualTo(2);
  }

  @Test
  void run_linesAcrossBuffers_areAllRead() {
    StringBuilder text = new StringBuilder("timestamp,outcome,latency_ms\n");
    int rows = 20_000;
    for (int i = 0; i < rows; i++) {
      text.append(1795424400000L + i).append(",good,").append("1".repeat(1 + i % 9)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(Rows.run(Backtest.of(ONE), bytes).rows()).isEqualTo(rows);
    assertThat(Rows.run(Backtest.of(ONE), Rows.zipped(bytes)).rows()).isEqualTo(rows);
  }

  @Test
  void run_timelineShorterThanTheTick_isRefused() {
    Backtest backtest =
        Backtest.of(ONE).tick(Duration.ofSeconds(10)).timeline(Duration.ofSeconds(1));

    assertThatThrownBy(() -> Rows.run(backtest, lines("timestamp,outcome")))
        .hasMessageContaining("timeline = 1s: is shorter than the tick, 10s");
  }

  private static BacktestReport run(String... lines) {
    return Rows.run(Backtest.of(ONE), lines(lines));
  }

  private static byte[] lines(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
