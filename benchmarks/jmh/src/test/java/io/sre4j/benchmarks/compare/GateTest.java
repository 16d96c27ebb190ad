package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.benchmarks.compare.Gate.Verdict;
import io.sre4j.benchmarks.compare.Measurements.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final BenchmarkCase OURS = BenchmarkCase.of("record.RecordBenchmark.full");
  private static final BenchmarkCase PEER = BenchmarkCase.of("record.AdderBenchmark.three");
  private static final BenchmarkCase BASE = BenchmarkCase.of("record.HarnessBenchmark.harness");

  private final Measurements measured = new Measurements();

  @Test
  void ratio_threeRounds_isFormedInEachRound() {
    times(OURS, 2, 6, 3);
    times(PEER, 4, 8, 12);
    Verdict verdict = new Gate.Ratio("full", OURS, PEER, Limit.atMost("0.55")).judge(measured);
    // 2/4, 6/8, 3/12; the ratio of the medians would be 3/8
    assertThat(verdict.measured()).isEqualTo(new Spread(0.5, 0.25, 0.75));
    assertThat(verdict.met()).isTrue();
  }

  @Test
  void ratio_medianAboveLimit_isMissed() {
    times(OURS, 2, 6, 3);
    times(PEER, 4, 8, 4);
    assertThat(new Gate.Ratio("full", OURS, PEER, Limit.atMost("0.55")).judge(measured).met())
        .isFalse();
  }

  @Test
  void ratio_peerNeverMeasured_isMissedAndNamed() {
    times(OURS, 2);
    Verdict verdict = new Gate.Ratio("full", OURS, PEER, Limit.atMost("0.55")).judge(measured);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.missing()).isEqualTo("AdderBenchmark.three @ 1: not measured");
  }

  @Test
  void ratio_peerFailedInOneRound_isMissedAndSaysWhy() {
    times(OURS, 2, 2, 2);
    times(PEER, 8, 8, 8);
    measured.failed(PEER, "No matching benchmarks");
    measured.failed(PEER, "later reason");
    Verdict verdict = new Gate.Ratio("full", OURS, PEER, Limit.atMost("0.55")).judge(measured);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.missing()).isEqualTo("AdderBenchmark.three @ 1: No matching benchmarks");
  }

  @Test
  void addedCost_threeRounds_subtractsTheBaseInEachRound() {
    times(OURS, 120, 110, 130);
    times(PEER, 180, 200, 160);
    times(BASE, 100, 100, 100);
    Verdict verdict =
        new Gate.AddedCost("observation", OURS, PEER, BASE, Limit.atMost("1/3")).judge(measured);
    // 20/80, 10/100, 30/60
    assertThat(verdict.measured()).isEqualTo(new Spread(0.25, 0.1, 0.5));
    assertThat(verdict.met()).isTrue();
  }

  @Test
  void addedCost_peerAddsNothing_isMissed() {
    times(OURS, 101);
    times(PEER, 99);
    times(BASE, 100);
    assertThat(
            new Gate.AddedCost("observation", OURS, PEER, BASE, Limit.atMost("1/3"))
                .judge(measured)
                .met())
        .isFalse();
  }

  @Test
  void allocation_withinWhatMeasuringAdds_isMet() {
    Gate gate = new Gate.Allocation("bytes", OURS, Limit.atMost("0").slack(0.01));
    measured.add(OURS, 0, new Sample(1, 0.004));
    assertThat(gate.judge(measured).met()).isTrue();
    measured.add(OURS, 0, new Sample(1, 16));
    assertThat(gate.judge(measured).met()).isFalse();
  }

  @Test
  void growth_timeWithThePowerOneAndAHalf_isOneAndAHalf() {
    times(OURS, 7 * Math.pow(10, 1.5));
    times(PEER, 7 * Math.pow(1_000, 1.5));
    times(BASE, 7 * Math.pow(10_000, 1.5));
    Spread slope =
        new Gate.Growth("tick", List.of(OURS, PEER, BASE), List.of(10, 1_000, 10_000), Limit.none())
            .measure(measured)
            .orElseThrow();
    assertThat(slope.median()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void growth_notOnALine_isTheLeastSquares() {
    // logarithms to base 10: (1, 0), (3, 3), (4, 3); means 8/3 and 2; 10/3 over 14/3
    times(OURS, 1);
    times(PEER, 1_000);
    times(BASE, 1_000);
    Spread slope =
        new Gate.Growth("tick", List.of(OURS, PEER, BASE), List.of(10, 1_000, 10_000), Limit.none())
            .measure(measured)
            .orElseThrow();
    assertThat(slope.median()).isCloseTo(15.0 / 14, within(1e-9));
  }

  @Test
  void figure_stepFailed_isMissedAndSaysWhy() {
    Gate gate = new Gate.Figure("p99", "application.p99", Limit.atMost("1.02"));
    assertThat(gate.judge(measured).missing()).isEqualTo("application.p99: not measured");
    measured.failed("application", "ended with status 3");
    assertThat(gate.judge(measured).missing()).isEqualTo("application.p99: ended with status 3");
    assertThat(gate.judge(measured).met()).isFalse();
  }

  @Test
  void figure_measured_isHeldAgainstTheLimit() {
    measured.addFigures("application", Map.of("p99", new Spread(1.01, 0.9, 1.3)));
    assertThat(
            new Gate.Figure("p99", "application.p99", Limit.atMost("1.02")).judge(measured).met())
        .isTrue();
    assertThat(
            new Gate.Figure("p99", "application.p99", Limit.atMost("1.00")).judge(measured).met())
        .isFalse();
  }

  private void times(BenchmarkCase benchmark, double... nanos) {
    for (int round = 0; round < nanos.length; round++) {
      measured.add(benchmark, round, new Sample(nanos[round], 0));
    }
  }
}
