package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureSourceTest {
  private final Measurements measured = new Measurements();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @Test
  void run_linesOfFigures_areTakenAndOthersPassedOn() {
    run("echo 'pair 1 of 7'; echo 'throughput 0.998 0.991 1.004'; echo 'SLI@8 4699'");
    assertThat(measured.figure("step.throughput")).contains(new Spread(0.998, 0.991, 1.004));
    assertThat(measured.figure("step.SLI@8")).contains(Spread.of(4699));
    assertThat(measured.figure("step.pair")).isEmpty();
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("pair 1 of 7\n");
  }

  @Test
  void run_failingProgram_leavesNoFigureAndSaysWhy() {
    run("echo 'p99 1.0 1.0 1.0'; exit 3");
    assertThat(measured.figure("step.p99")).isEmpty();
    assertThat(measured.whyNoFigure("step.p99")).isEqualTo("sh ended with status 3");
  }

  @Test
  void run_noSuchProgram_saysWhy() {
    new FigureSource("step", List.of("./no-such-program"), Duration.ofMinutes(1))
        .run(measured, printer());
    assertThat(measured.whyNoFigure("step.p99")).contains("./no-such-program");
  }

  @Test
  void run_programThatNeverEnds_isEnded() {
    new FigureSource("step", List.of("sh", "-c", "tail -f /dev/null"), Duration.ofMillis(100))
        .run(measured, printer());
    assertThat(measured.whyNoFigure("step.p99")).startsWith("sh ended with status");
  }

  private void run(String script) {
    new FigureSource("step", List.of("sh", "-c", script), Duration.ofMinutes(1))
        .run(measured, printer());
  }

  private PrintStream printer() {
    return new PrintStream(progress, true, StandardCharsets.UTF_8);
  }
}
