package io.sre4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {
  @TempDir private Path directory;

  private CliRun run(String findings, String baseline) throws IOException {
    Path found = directory.resolve("findings.txt");
    Path accepted = directory.resolve("baseline.txt");
    if (!findings.isEmpty()) {
      Files.writeString(found, findings);
    }
    if (!baseline.isEmpty()) {
      Files.writeString(accepted, baseline);
    }
    return CliRun.of("coverage", "--findings", found.toString(), "--baseline", accepted.toString());
  }

  @Test
  void coverage_allAccepted_isDone() throws IOException {
    CliRun run = run("SRE-001\tGET /a\n", "# known\nSRE-001\tGET /a\nSRE-002\thttp\n");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo("note: matches nothing any more: SRE-002\thttp");
  }

  @Test
  void coverage_newFinding_isPrintedWithACodeOfItsOwn() throws IOException {
    CliRun run = run("SRE-001\tGET /a\nSRE-009\ttomcat\n", "SRE-001\tGET /a\n");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out().strip()).isEqualTo("SRE-009\ttomcat");
    assertThat(run.err()).startsWith("1 new findings; to accept them add the lines to ");
  }

  @Test
  void coverage_noBaseline_acceptsNothing() throws IOException {
    assertThat(run("SRE-001\tGET /a\n", "").code()).isEqualTo(4);
  }

  @Test
  void coverage_noFindingsFileOrAWrongOne_isAWrongFile() throws IOException {
    CliRun missing = run("", "SRE-001\tGET /a\n");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("findings.txt: there is no such file");
    CliRun wrong = run("no finding\n", "");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("findings.txt:1");
  }
}
