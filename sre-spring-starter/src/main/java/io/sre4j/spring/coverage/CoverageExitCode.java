package io.sre4j.spring.coverage;

import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.NewFindings;
import java.nio.file.Path;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ExitCodeGenerator;

/** Makes findings that nobody accepted an exit code, for a build that runs the application. */
final class CoverageExitCode implements ExitCodeGenerator {
  /** Something new was found, or nothing was judged. */
  static final int NEW_FINDINGS = 3;

  private static final Log LOG = LogFactory.getLog(CoverageExitCode.class);

  private final Coverage coverage;
  private final Path baseline;

  CoverageExitCode(Coverage coverage, Path baseline) {
    this.coverage = coverage;
    this.baseline = baseline;
  }

  @Override
  public int getExitCode() {
    try {
      coverage.inspect();
      NewFindings.none(coverage.report(), baseline);
      return 0;
    } catch (AssertionError | RuntimeException found) {
      LOG.error("Tracing coverage: " + found.getMessage());
      return NEW_FINDINGS;
    }
  }
}
