package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.benchmarks.compare.Measurements.Sample;
import io.sre4j.benchmarks.memory.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final BenchmarkCase FULL = BenchmarkCase.of("record.RecordBenchmark.full");
  private static final BenchmarkCase HEALTH =
      BenchmarkCase.of("read.EvaluateBenchmark.healthMeterRegistry").with("slos", 1_000);
  private static final Machine MACHINE =
      new Machine("JVM 25", "Some CPU", 2, "Linux", LocalDate.of(2026, 11, 23), "abc123");

  private final Measurements measured = new Measurements();

  @Test
  void markdown_handMadeResults_isTheGoldenTable() throws IOException {
    measured.add(FULL, 0, new Sample(2, 0.001));
    measured.add(FULL, 1, new Sample(3, 0.001));
    measured.add(Gates.ADDERS, 0, new Sample(5, 0));
    measured.add(Gates.ADDERS, 1, new Sample(5, 0));
    measured.add(HEALTH, 0, new Sample(34_500_000, 18_315_757.9));
    measured.addFigures("memory", Map.of(Shape.SLI.figure(0), Spread.of(2203)));
    measured.addFigures("application", Map.of("throughput", new Spread(0.995, 0.981, 1.0042)));
    List<Gate> gates =
        List.of(
            new Gate.Ratio("full, of three LongAdders", FULL, Gates.ADDERS, Limit.atMost("0.55")),
            new Gate.Ratio("full, of HealthMeterRegistry", FULL, HEALTH, Limit.atMost("1/1000")),
            new Gate.Allocation("full: allocation", FULL, Limit.atMost("0").slack(0.01)),
            new Gate.Figure("throughput", "application.throughput", Limit.atLeast("0.99")),
            new Gate.Figure(
                "bytes of an SLI", "memory." + Shape.SLI.figure(0), Limit.atMost("1000")),
            new Gate.Figure("p99", "application.p99", Limit.none()));
    assertThat(report(gates).markdown()).isEqualTo(golden());
  }

  @Test
  void exitCode_everyGateMet_isZero() {
    measured.addFigures("application", Map.of("p99", Spread.of(1.01)));
    Report report =
        report(List.of(new Gate.Figure("p99", "application.p99", Limit.atMost("1.02"))));
    assertThat(report.exitCode()).isZero();
    assertThat(report.missed()).isEmpty();
    assertThat(report.markdown()).contains("Every gate is met: 1.");
  }

  @Test
  void exitCode_gateMissed_isNotZeroAndNamesGateFigureAndLimit() {
    measured.addFigures("application", Map.of("p99", Spread.of(1.03)));
    Report report =
        report(List.of(new Gate.Figure("p99", "application.p99", Limit.atMost("1.02"))));
    assertThat(report.exitCode()).isOne();
    assertThat(report.missed()).containsExactly("p99: 1.03, limit at most 1.02");
    assertThat(report.markdown()).contains("- p99: 1.03, limit at most 1.02\n");
  }

  @Test
  void exitCode_nothingMeasured_isNotZero() {
    Report report =
        report(List.of(new Gate.Ratio("full", FULL, Gates.ADDERS, Limit.atMost("0.55"))));
    assertThat(report.exitCode()).isOne();
    assertThat(report.missed())
        .containsExactly(
            "full (threads: 1): no figure, RecordBenchmark.full @ 1: not measured;"
                + " AdderBenchmark.three @ 1: not measured, limit at most 0.55");
  }

  @Test
  void exitCode_benchmarkOfNoGateFailed_isNotZeroAndNamesIt() {
    measured.failed(HEALTH, "it threw");
    assertThat(report(List.of()).exitCode()).isOne();
    assertThat(report(List.of()).missed())
        .containsExactly("EvaluateBenchmark.healthMeterRegistry slos=1000 @ 1: it threw");
  }

  @Test
  void markdown_textThatWouldEndACell_isEscaped() {
    Report report =
        report(List.of(new Gate.Figure("a|b\nc\\", "application.p99", Limit.atMost("1"))));
    assertThat(report.markdown()).contains("\n| a\\|b c\\\\ | - |");
  }

  private Report report(List<Gate> gates) {
    return new Report(MACHINE, "2 rounds", gates, measured);
  }

  private static String golden() throws IOException {
    try (InputStream file = ReportTest.class.getResourceAsStream("report.md")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
