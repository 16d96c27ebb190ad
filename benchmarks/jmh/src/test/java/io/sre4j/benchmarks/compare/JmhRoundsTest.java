package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.benchmarks.compare.JmhRounds.Depth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhRoundsTest {

  @Test
  void run_noSuchBenchmark_isAFailureThatIsNamed(@TempDir Path logs) throws IOException {
    BenchmarkCase unknown = BenchmarkCase.of("record.NoBenchmark.none").on(2);
    Measurements measured = new Measurements();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    new JmhRounds(Depth.QUICK, logs, new PrintStream(progress, true, StandardCharsets.UTF_8))
        .run(List.of(unknown), List.of(), measured);
    assertThat(measured.failures().get(unknown)).startsWith("NoBenchmarksException");
    assertThat(progress.toString(StandardCharsets.UTF_8))
        .contains("FAILED: NoBenchmark.none @ 2")
        .contains("round 3 of 3, 3 of 3");
  }
}
