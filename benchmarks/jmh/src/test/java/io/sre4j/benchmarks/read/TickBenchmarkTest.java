package io.sre4j.benchmarks.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.benchmarks.read.TickBenchmark.Ticked;
import io.sre4j.report.SliStatus;
import io.sre4j.report.SreReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TickBenchmarkTest {
  private static final int TICKS = 900;
  private static final int THREADS = 8;

  private final TickBenchmark benchmark = new TickBenchmark();

  @Test
  void tick_someTimes_everySliHasOneEventOfEachAndNothingFires() throws InterruptedException {
    TickBenchmark.Availability ours = started(new TickBenchmark.Availability(), 100);
    for (int i = 0; i < TICKS; i++) {
      benchmark.tick(ours);
    }
    SreReport report = ours.engine().report();

    assertThat(report.slos()).hasSize(100).allMatch(slo -> slo.burnRates().size() == 8);
    assertThat(events(report)).hasSize(100).containsOnly((long) TICKS + THREADS);
    assertThat(report.slis().stream().mapToLong(SliStatus::bad).sum())
        .isEqualTo(TICKS * 100 / 9_973);
    assertThat(report.asOf()).isEqualTo(EverySecond.START.plusSeconds(TICKS));
    assertThat(report.slos())
        .allMatch(slo -> slo.alerts().size() == 4)
        .flatExtracting(slo -> slo.alerts())
        .noneMatch(alert -> alert.state() == AlertState.FIRING);
    ours.stop();
  }

  @Test
  void tickIdle_someTimes_countsNothing() throws InterruptedException {
    TickBenchmark.Availability ours = started(new TickBenchmark.Availability(), 10);
    for (int i = 0; i < TICKS; i++) {
      benchmark.tickIdle(ours);
    }

    assertThat(events(ours.engine().report())).hasSize(10).containsOnly((long) THREADS);
    ours.stop();
  }

  @Test
  void tickFull_someTimes_aThirdAsManySlisHaveThreeSlosAndADistribution()
      throws InterruptedException {
    TickBenchmark.Full ours = started(new TickBenchmark.Full(), 30);
    for (int i = 0; i < TICKS; i++) {
      benchmark.tickFull(ours);
    }
    SreReport report = ours.engine().report();

    assertThat(report.slos()).hasSize(30);
    assertThat(events(report)).hasSize(10).containsOnly((long) TICKS + THREADS);
    assertThat(report.slis()).allMatch(sli -> sli.latencies().get(1).count() == sli.good());
    ours.stop();
  }

  @Test
  void resilience4j_filled_everyWindowHasAFailure() {
    assertThat(new Windows60s(7).failed()).isEqualTo(7);
  }

  private static <T extends Ticked> T started(T ours, int slos) throws InterruptedException {
    ours.slos = slos;
    ours.start();
    return ours;
  }

  private static Stream<Long> events(SreReport report) {
    return report.slis().stream().map(sli -> sli.good() + sli.bad());
  }
}
