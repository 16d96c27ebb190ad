package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sre4j.backtest.BacktestReport.Incident;
import io.sre4j.backtest.BacktestReport.Quality;
import io.sre4j.backtest.Hindsight.Stretch;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HindsightTest {
  private static final long TEN = TimeUnit.SECONDS.toNanos(10);

  @Test
  void incidents_anOutage_isFoundFromItsFirstToItsLastBadEvent() {
    Hindsight hindsight = new Hindsight(0, TEN);
    for (int i = 0; i < 10_000; i++) {
      boolean isOut = i >= 4_000 && i < 4_030;
      hindsight.add(i * TEN, isOut ? 0 : 100, isOut ? 100 : 0, 0.001);
    }

    assertThat(hindsight.incidents(20))
        .extracting(Stretch::from, Stretch::to, Stretch::bad, Stretch::total)
        .containsExactly(tuple(4_000 * TEN, 4_030 * TEN, 3_000L, 3_000L));
    assertThat(hindsight.incidents(3_001)).isEmpty();
  }

  @Test
  void incidents_twoOutages_areOneUnlessAnHourIsBetween() {
    assertThat(twoOutages(300)).hasSize(1);
    assertThat(twoOutages(400)).hasSize(2);
  }

  /** Two outages with so many moments of 10 s between; the first 10 minutes long. */
  private static List<Stretch> twoOutages(int between) {
    Hindsight hindsight = new Hindsight(0, TEN);
    for (int i = 0; i < 20_000; i++) {
      boolean first = i >= 1_000 && i < 1_060;
      boolean second = i >= 1_060 + between && i < 1_090 + between;
      hindsight.add(i * TEN, 100, first || second ? 100 : 0, 0.001);
    }
    return hindsight.incidents(20);
  }

  @Test
  void incidents_aPromiseJustKept_areNone() {
    long seed = 5;
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    int found = 0;
    for (int month = 0; month < 20; month++) {
      Hindsight hindsight = new Hindsight(0, TEN);
      for (int i = 0; i < 100_000; i++) {
        int bad = random.nextDouble() < 0.01 ? 1 : 0;
        hindsight.add(i * TEN, 10 - bad, bad, 0.001);
      }
      found += hindsight.incidents(0.02 * hindsight.allowedInAll()).size();
    }

    assertThat(found).isLessThanOrEqualTo(2);
  }

  @Test
  void add_longerThanItHolds_makesMomentsLongerAndLosesNothing() {
    Hindsight hindsight = new Hindsight(0, TEN);
    int moments = 1_000_000;
    for (int i = 0; i < moments; i++) {
      hindsight.add(i * TEN, 1, i / 1_000 == 500 ? 1 : 0, 0.001);
    }

    assertThat(hindsight.momentNanos()).isEqualTo(8 * TEN);
    assertThat(hindsight.incidents(10))
        .extracting(Stretch::from, Stretch::to, Stretch::bad)
        .containsExactly(tuple(500_000 * TEN, 501_000 * TEN, 1_000L));
  }

  /** A day at 10 events a second; an outage of 5 minutes, and one of 20 seconds. */
  @Test
  void quality_anOutageAndABlip_oneIncidentFoundAndReset() {
    StringBuilder rows = new StringBuilder("timestamp,outcome,count\n");
    for (int second = 0; second < 86_400; second++) {
      boolean isOut = second >= 40_000 && second < 40_300;
      boolean isBlip = second >= 60_000 && second < 60_020;
      Instant at = Rows.START.plusSeconds(second);
      rows.append(at).append(isOut || isBlip ? ",bad,10\n" : ",good,10\n");
    }
    Slo slo =
        Slo.builder("a").objective(Objective.availability("checkout", Target.of("99.9%"))).build();

    Quality quality =
        Rows.run(Backtest.of(List.of(slo)), rows.toString().getBytes(StandardCharsets.UTF_8))
            .slos()
            .get(0)
            .quality();

    assertThat(quality.incidents()).hasSize(1);
    Incident outage = quality.incidents().get(0);
    assertThat(outage.from()).isEqualTo(Rows.START.plusSeconds(40_000));
    assertThat(outage.to()).isEqualTo(Rows.START.plusSeconds(40_300));
    assertThat(outage.bad()).isEqualTo(3_000);
    assertThat(outage.detection().orElseThrow())
        .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(52));
    assertThat(outage.reset().orElseThrow()).isGreaterThan(Duration.ofMinutes(5));
    assertThat(quality.recall()).hasValue(1);
    assertThat(quality.alerts()).isGreaterThan(1);
    assertThat(quality.precision().orElseThrow()).isBetween(0.5, 1.0);
  }
}
