package io.sre4j.spring.test;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.NewFindings;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** What can be asserted of tracing coverage. Each method throws an AssertionError that says why. */
public final class CoverageAssert extends AbstractAssert<CoverageAssert, CoverageReport> {
  CoverageAssert(CoverageReport actual) {
    super(actual, CoverageAssert.class);
  }

  /** A route was served, and enough of it is traced: {@code GET /orders/{id}}. */
  public CoverageAssert covers(String route) {
    return isInState(route, CoverageReport.State.COVERED);
  }

  /** A route is in this state. */
  public CoverageAssert isInState(String route, CoverageReport.State state) {
    isNotNull();
    List<RouteCoverage> known = actual.routes();
    if (known.stream().noneMatch(r -> r.route().equals(route) && r.state() == state)) {
      failWithMessage("expected that %s is %s, but: %s", route, state, routes());
    }
    return this;
  }

  /** A rule has found something: {@code SRE-001}. */
  public CoverageAssert finds(String rule) {
    isNotNull();
    if (actual.verdict(rule).findings().isEmpty()) {
      failWithMessage("expected a finding of %s, but: %s", rule, findings());
    }
    return this;
  }

  /**
   * Enough was served to judge, and nothing is found that is not in a file of accepted findings.
   */
  public CoverageAssert findsNothingBut(Path baseline) {
    isNotNull();
    NewFindings.none(actual, baseline);
    return this;
  }

  private List<String> routes() {
    return actual.routes().stream().map(r -> r.route() + " " + r.state()).toList();
  }

  private List<String> findings() {
    return actual.findings().stream().map(Finding::describe).toList();
  }
}
