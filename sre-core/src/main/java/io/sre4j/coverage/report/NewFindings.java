package io.sre4j.coverage.report;

import io.sre4j.finding.Baseline;
import io.sre4j.finding.Finding;
import io.sre4j.slo.InvalidDefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/**
 * An assertion for the tests of a service: nothing is found that is not in its baseline.
 *
 * <pre>{@code
 * coverage.inspect();
 * NewFindings.none(coverage.report(), Path.of("src/test/resources/coverage-baseline.txt"));
 * }</pre>
 */
public final class NewFindings {
  private static final Logger LOG = System.getLogger(NewFindings.class.getName());

  private NewFindings() {}

  /**
   * Passes if every finding is accepted; logs which lines of the baseline match nothing any more.
   *
   * @param baseline a file; one that does not exist accepts nothing
   * @throws AssertionError naming each new finding, how to mend it, and the line that would accept
   *     it; also if nothing was judged, for then nobody knows
   * @throws InvalidDefinitionException if a line is none of a baseline
   * @throws UncheckedIOException if the file cannot be read
   */
  public static void none(CoverageReport report, Path baseline) {
    if (!report.isJudged()) {
      throw new AssertionError(
          "nothing was judged"
              + (report.isWarm() ? "" : ", the warm-up is not over")
              + ": send requests before, and set a warm-up of zero for tests");
    }
    Baseline accepted = read(baseline);
    List<Finding> findings = report.findings();
    List<Finding> fresh = accepted.newOf(findings);
    if (!fresh.isEmpty()) {
      throw new AssertionError(message(fresh, baseline));
    }
    List<String> obsolete = accepted.obsolete(findings);
    if (!obsolete.isEmpty()) {
      LOG.log(Level.INFO, "{0} no longer needs: {1}", baseline, obsolete);
    }
  }

  private static Baseline read(Path file) {
    try {
      return Baseline.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String message(List<Finding> fresh, Path baseline) {
    StringBuilder text = new StringBuilder().append(fresh.size()).append(" new findings:\n");
    fresh.forEach(finding -> text.append("  ").append(finding.describe()).append('\n'));
    text.append("Mend them, or accept them by these lines in ").append(baseline).append(":\n");
    fresh.forEach(finding -> text.append(Baseline.line(finding)).append('\n'));
    return text.toString();
  }
}
