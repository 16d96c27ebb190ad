package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of a backtest beside what the rows say by definition. */
class BacktestOracleTest {
  private static final Duration LENGTH = Duration.ofMinutes(150);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void run_randomRows_agreesWithTheRows(long seed) {
    System.out.println("seed " + seed);
    List<Rows.Row> rows = Rows.stream(seed, LENGTH);
    byte[] csv = Rows.csv(rows, seed);
    List<Slo> slos = List.of(Rows.availability(Rows.DRILL), Rows.latency(Rows.DRILL));

    BacktestReport report =
        Rows.run(Backtest.of(slos).withoutGate(), seed % 2 == 0 ? csv : Rows.zipped(csv));

    assertThat(report.rows()).isEqualTo(rows.size());
    report.slos().forEach(result -> agrees(result, report, rows));
  }

  private static void agrees(SloResult result, BacktestReport report, List<Rows.Row> rows) {
    NaiveRules truth = new NaiveRules(result.slo(), rows);
    assertThat(result.good()).isEqualTo(truth.good());
    assertThat(result.bad()).isEqualTo(truth.bad());
    assertThat(result.excluded()).isEqualTo(excluded(rows));
    assertThat(result.sli()).hasValue((double) truth.good() / (truth.good() + truth.bad()));
    assertThat(alerts(result)).isEqualTo(truth.alerts(report.to().getEpochSecond()));
    BurnTimeline timeline = result.timeline();
    assertThat(timeline.size()).isGreaterThan(140);
    for (int point = 0; point < timeline.size(); point++) {
      point(timeline, point, truth);
    }
    Duration period = result.slo().window().nominalLength();
    double burn = truth.burn(period, report.to().getEpochSecond());
    assertThat(result.budgetRemaining().orElse(Double.NaN)).isCloseTo(1 - burn, within(1e-9));
  }

  private static void point(BurnTimeline timeline, int point, NaiveRules truth) {
    long at = timeline.at(point).getEpochSecond();
    assertThat(at % 60).isZero();
    for (int window = 0; window < timeline.windows().size(); window++) {
      Duration length = timeline.windows().get(window);
      double rate = timeline.rate(point, window);
      String what = length + " at " + Instant.ofEpochSecond(at);
      double expected = truth.burn(length, at);
      if (Double.isNaN(expected)) {
        assertThat(rate).as(what).isNaN();
      } else {
        double[] bounds = truth.bounds(length, at);
        assertThat(rate).as(what).isCloseTo(expected, within(1e-9));
        assertThat(rate).as(what).isBetween(bounds[0] - 1e-9, bounds[1] + 1e-9);
      }
    }
    assertThat(timeline.budgetRemaining(point))
        .isEqualTo(1 - timeline.rate(point, timeline.windows().size() - 1));
  }

  private static long excluded(List<Rows.Row> rows) {
    return rows.stream()
        .filter(row -> row.outcome().equals("excluded"))
        .mapToLong(Rows.Row::count)
        .sum();
  }

  private static List<String> alerts(SloResult result) {
    return result.alerts().stream()
        .map(alert ->
            alert.rule().id()
                + " "
                + alert.firedAt()
                + " "
                + alert.resolvedAt().map(Instant::toString).orElse("-"))
        .sorted()
        .toList();
  }
}
