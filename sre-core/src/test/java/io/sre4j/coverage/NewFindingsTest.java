package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.NewFindings;
import io.sre4j.finding.Baseline;
import io.sre4j.signal.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFindingsTest {
  @TempDir Path directory;

  private TestCoverage test = TestCoverage.warm();

  @AfterEach
  void close() {
    test.close();
  }

  private Path baseline() {
    return directory.resolve("baseline.txt");
  }

  @Test
  void none_nothingFound_passes() {
    test.count("GET /a", TraceState.SAMPLED, 100);
    NewFindings.none(test.inspect(), baseline());
  }

  @Test
  void none_newFinding_failsNamingItItsRemedyAndTheLineThatAcceptsIt() throws IOException {
    test.count("GET /a", TraceState.UNTRACED, 100);
    CoverageReport report = test.inspect();
    assertThatThrownBy(() -> NewFindings.none(report, baseline()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 new findings")
        .hasMessageContaining("SRE-001 GET /a: 100 of 100")
        .hasMessageContaining("Instrument the route")
        .hasMessageEndingWith("baseline.txt:\nSRE-001\tGET /a\n");
    Files.writeString(baseline(), "# known\nSRE-001\tGET /a\nSRE-002\tgone\n");
    NewFindings.none(report, baseline());
  }

  @Test
  void none_anotherThanTheAccepted_fails() throws IOException {
    Files.writeString(baseline(), "SRE-001\tGET /a\n");
    test.count("GET /a", TraceState.UNTRACED, 100);
    test.count("GET /b", TraceState.UNTRACED, 100);
    CoverageReport report = test.inspect();
    assertThatThrownBy(() -> NewFindings.none(report, baseline()))
        .hasMessageContaining("GET /b")
        .hasMessageNotContaining("GET /a");
  }

  @Test
  void none_nothingJudged_fails() {
    CoverageReport idle = test.inspect();
    assertThatThrownBy(() -> NewFindings.none(idle, baseline()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing was judged");
    close();
    test = new TestCoverage(CoverageSettings.builder().build());
    test.count("GET /a", TraceState.SAMPLED, 100);
    CoverageReport cold = test.inspect();
    assertThatThrownBy(() -> NewFindings.none(cold, baseline()))
        .hasMessageContaining("the warm-up is not over");
  }

  @Test
  void close_findingsFile_isABaselineThatAcceptsThem() throws IOException {
    close();
    test = new TestCoverage(TestCoverage.settings().findingsFile(baseline()).build());
    test.count("GET /a", TraceState.UNTRACED, 100);
    test.coverage.close();
    assertThat(Files.readString(baseline())).isEqualTo("SRE-001\tGET /a\n");
    assertThat(Baseline.read(baseline()).newOf(test.coverage.report().findings())).isEmpty();
    NewFindings.none(test.coverage.report(), baseline());
  }

  @Test
  void close_fileCannotBeWritten_isLoggedOnly() {
    close();
    Path file = directory.resolve("no/such/directory.txt");
    test = new TestCoverage(TestCoverage.settings().findingsFile(file).build());
    assertThat(Logged.during(test.coverage::close))
        .containsExactly("WARNING the findings could not be written to " + file);
  }
}
