package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.FakeTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backtest says what the engine of a service said, with the gate and all it has learnt. */
class SameAsServiceTest {
  private static final List<Slo> SLOS =
      List.of(Rows.availability(Rows.DRILL), Rows.latency(Rows.DRILL));

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void run_ticksOfASecond_sameAlertsAsAServiceThatRecordsOneByOne(long seed) {
    System.out.println("seed " + seed);
    List<Rows.Row> rows = Rows.stream(seed, Duration.ofMinutes(150));
    Service service = new Service(rows.get(0).nanos() / 1_000_000_000L * 1_000_000_000L);
    for (Rows.Row row : rows) {
      service.tickUpTo(row.nanos());
      service.record(row);
    }
    service.tick(Duration.ofSeconds(1));

    BacktestReport report = Rows.run(Backtest.of(SLOS), Rows.csv(rows, seed));

    assertThat(alerts(report)).isEqualTo(service.alerts()).isNotEmpty();
  }

  @Test
  void run_recordedTicks_sameAlertsAsAServiceWithALateTicker() {
    long seed = 31;
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Service service = new Service(Rows.START.getEpochSecond() * 1_000_000_000L + 437_000_321L);
    StringBuilder file = new StringBuilder("timestamp,outcome,count,sli\n");
    double errors = 0;
    for (int i = 0; i < 4_000; i++) {
      errors = random.nextInt(200) == 0 ? random.nextInt(3) * 0.3 : errors;
      int events = random.nextInt(4) == 0 ? 0 : random.nextInt(8);
      int bad = 0;
      for (int event = 0; event < events; event++) {
        bad += random.nextDouble() < errors ? 1 : 0;
      }
      service.record(new Rows.Row(0, "good", 1, events - bad));
      service.record(new Rows.Row(0, "bad", 1, bad));
      service.tick(Duration.ofNanos(1_000_000_000L + random.nextInt(90_000_000)));
      String at = service.now().toString();
      file.append(at).append(",good,").append(events - bad).append(",checkout\n");
      file.append(at).append(",bad,").append(bad).append(",checkout\n");
    }
    Slo slo = SLOS.get(0);

    BacktestReport report =
        Rows.run(
            Backtest.of(List.of(slo)).recordedTicks(),
            file.toString().getBytes(StandardCharsets.UTF_8));

    List<String> expected =
        service.alerts().stream().filter(alert -> alert.startsWith(slo.name())).toList();
    assertThat(alerts(report)).isEqualTo(expected).hasSizeGreaterThan(3);
  }

  private static List<String> alerts(BacktestReport report) {
    List<String> alerts = new ArrayList<>();
    for (BacktestReport.SloResult result : report.slos()) {
      for (BacktestReport.Alert alert : result.alerts()) {
        String begin = result.slo().name() + " " + alert.rule().id();
        alerts.add(begin + " fired " + alert.firedAt());
        alert.resolvedAt().ifPresent(at -> alerts.add(begin + " resolved " + at));
      }
    }
    return alerts.stream().sorted().toList();
  }

  /** An engine in a service: events one by one, the tick when its time has come. */
  private static final class Service {
    private final FakeTime time;
    private final SreEngine engine;
    private final SliRecorder recorder;
    private final List<String> alerts = new ArrayList<>();
    private long end;

    Service(long startNanos) {
      this.end = startNanos + 1_000_000_000L;
      this.time = new FakeTime(Replay.instant(startNanos));
      SreEngine.Builder builder =
          SreEngine.builder().timeSource(time).manualTicks().sli(Sli.events("checkout"));
      SLOS.forEach(builder::slo);
      this.engine = builder.build();
      this.recorder = engine.recorder("checkout");
    }

    Instant now() {
      return time.now().at();
    }

    void tickUpTo(long nanos) {
      while (end <= nanos) {
        tick(Duration.ofSeconds(1));
        end += 1_000_000_000L;
      }
    }

    void record(Rows.Row row) {
      Outcome outcome = Outcome.valueOf(row.outcome().toUpperCase(Locale.ROOT));
      long nanos = row.latencyMs() < 0 ? -1 : Math.round(row.latencyMs() * 1e6);
      for (int i = 0; i < row.count(); i++) {
        recorder.record(outcome, nanos);
      }
    }

    void tick(Duration passed) {
      time.advance(passed);
      for (AlertTransition change : engine.tick()) {
        String begin = change.slo().name() + " " + change.rule().id();
        if (change.to() == AlertState.FIRING) {
          alerts.add(begin + " fired " + change.at());
        } else if (change.to() == AlertState.RESOLVED) {
          alerts.add(begin + " resolved " + change.at());
        }
      }
    }

    List<String> alerts() {
      return alerts.stream().sorted().toList();
    }
  }
}
