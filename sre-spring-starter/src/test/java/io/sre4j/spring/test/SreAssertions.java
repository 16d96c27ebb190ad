package io.sre4j.spring.test;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.report.SloStatus;

/**
 * Assertions on SLOs and on tracing coverage.
 *
 * <pre>{@code
 * assertThat(engine.status("checkout")).hasCounted(99, 1).firesNothing();
 * }</pre>
 */
public final class SreAssertions {
  private SreAssertions() {}

  /** Asserts on one SLO, as {@code engine.status("checkout")} gives it. */
  public static SloAssert assertThat(SloStatus status) {
    return new SloAssert(status);
  }

  /** Asserts on tracing coverage, as {@code coverage.report()} gives it. */
  public static CoverageAssert assertThat(CoverageReport report) {
    return new CoverageAssert(report);
  }
}
