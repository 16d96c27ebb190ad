package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.NewFindings;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.finding.Hook;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Sli;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of docs/coverage.md. */
class CoverageExampleTest {
  @Test
  void example_oneRequest_isInTheReport() {
    try (SreEngine engine = SreEngine.builder().sli(Sli.events("http")).manualTicks().build()) {
      Coverage coverage = Coverage.builder(engine).build();
      coverage.signals().attached(Hook.OPERATIONS); // an adapter listens: rules can judge
      RouteCounter orders = coverage.signals().routes().of("GET /orders", Set.of("http"));
      orders.count(TraceState.SAMPLED); // for each request, beside the SLI's recorder
      CoverageReport report = coverage.report();
      assertThat(report.routes()).isEmpty();
      coverage.inspect();
      assertThat(coverage.report().routes())
          .extracting(RouteCoverage::route)
          .containsExactly("GET /orders");
      assertThatThrownBy(() -> assertNothingNew(coverage)).hasMessageContaining("warm-up");
      coverage.close();
    }
  }

  private static void assertNothingNew(Coverage coverage) {
    coverage.inspect();
    NewFindings.none(coverage.report(), Path.of("src/test/resources/coverage-baseline.txt"));
  }
}
