package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.CoverageReport.State;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import io.sre4j.report.SliStatus;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.RouteCounters;
import io.sre4j.signal.TraceState;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Target;
import io.sre4j.timeline.Cause;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
  private static final long SEED = 20_261_123;
  private static final String ORDERS = "GET /orders";

  private TestCoverage test = TestCoverage.warm();

  private void restart(CoverageSettings settings) {
    test.close();
    test = new TestCoverage(settings);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static RouteCoverage route(CoverageReport report, String route) {
    return report.routes().stream().filter(r -> r.route().equals(route)).findFirst().orElseThrow();
  }

  private static SliCoverage http(CoverageReport report) {
    return report.slis().stream().filter(s -> s.sli().equals("http")).findFirst().orElseThrow();
  }

  private FindingState state(String rule) {
    return test.coverage.report().verdict(rule).state();
  }

  /** 2,000 requests, a tenth of a route untraced: whatever is sampled, the truth is reported. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1, 0.01, 0})
  void report_anySampling_coverageIsThatOfTheRequests(double sampling) {
    SplittableRandom random = new SplittableRandom(SEED);
    long sampled = 0;
    for (int i = 0; i < 1_800; i++) {
      boolean isSampled = random.nextDouble() < sampling;
      sampled += isSampled ? 1 : 0;
      test.count(ORDERS, isSampled ? TraceState.SAMPLED : TraceState.UNRECORDED, 1);
    }
    test.count(ORDERS, TraceState.UNTRACED, 200);
    TraceCounts counts = http(test.inspect()).recent();
    assertThat(counts.coverage()).isEqualTo(new Proportion(1_800, 2_000));
    assertThat(counts.sampling()).as("seed " + SEED).isEqualTo(new Proportion(sampled, 1_800));
    assertThat(counts.sampling().value()).isCloseTo(sampling, within(0.03));
    assertThat(state("SRE-002")).isEqualTo(FindingState.FAIL);
  }

  @Test
  void report_routes_areInOneOfThreeStates() {
    test.coverage.signals().routes().of("GET /idle", TestCoverage.HTTP);
    test.count("GET /covered", TraceState.RECORDED, 30);
    test.count("GET /untraced", TraceState.UNTRACED, 30);
    CoverageReport report = test.inspect();
    assertThat(report.routes())
        .extracting(RouteCoverage::route)
        .containsExactly("GET /covered", "GET /idle", "GET /untraced");
    assertThat(report.routes())
        .extracting(RouteCoverage::state)
        .containsExactly(State.COVERED, State.NO_TRAFFIC, State.UNTRACED);
    assertThat(report.findings())
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(tuple("SRE-001", "GET /untraced"));
    assertThat(report.asOf()).isEqualTo(TestCoverage.START.plusSeconds(1));
  }

  @Test
  void report_sliWithoutRoutes_isNotAssessable() {
    assertThat(http(test.inspect()).state()).isEqualTo(State.NOT_ASSESSABLE);
    test.coverage.signals().routes().of(ORDERS, TestCoverage.HTTP);
    assertThat(http(test.inspect()).state()).isEqualTo(State.NO_TRAFFIC);
    test.count(ORDERS, TraceState.SAMPLED, 1);
    assertThat(http(test.inspect()).state()).isEqualTo(State.COVERED);
  }

  /** What an SLI counted is what its routes counted, those beyond 1,000 included. */
  @Test
  void report_manyRoutes_sumIsWhatTheSliCounted() {
    SplittableRandom random = new SplittableRandom(SEED);
    SliRecorder recorder = test.engine.recorder("http");
    TraceState[] states = {
      TraceState.UNTRACED, TraceState.UNRECORDED, TraceState.RECORDED, TraceState.SAMPLED
    };
    for (int i = 0; i < 20_000; i++) {
      recorder.record(random.nextInt(10) == 0 ? Outcome.BAD : Outcome.GOOD);
      test.count("GET /" + random.nextInt(1_500), states[random.nextInt(states.length)], 1);
      if (i % 5_000 == 0) {
        test.engine.tick();
        test.inspectAfter(Duration.ofMinutes(7));
      }
    }
    test.engine.tick();
    CoverageReport report = test.inspect();
    SliStatus status = test.engine.report().slis().get(0);
    long served = report.routes().stream().mapToLong(r -> r.total().observed()).sum();
    assertThat(served).isEqualTo(status.good() + status.bad() + status.excluded());
    assertThat(http(report).total().observed()).isEqualTo(served);
    assertThat(route(report, RouteCounters.OTHER).total().served()).isPositive();
    assertThat(report.routes()).hasSize(RouteCounters.MAX_ROUTES + 1);
  }

  @Test
  void inspect_nothingAttached_rulesCannotKnow() {
    Coverage bare =
        Coverage.builder(test.engine)
            .settings(TestCoverage.settings().build())
            .timeSource(test.time)
            .manual()
            .build();
    RouteCounter orders = bare.signals().routes().of(ORDERS, TestCoverage.HTTP);
    for (int i = 0; i < 300; i++) {
      orders.count(TraceState.UNTRACED);
    }
    bare.inspect();
    assertThat(bare.report().verdicts())
        .extracting(Verdict::state)
        .containsOnly(FindingState.NOT_ASSESSABLE);
    assertThat(bare.report().verdict("SRE-001").reason())
        .isEqualTo("nothing tells which served requests are traced");
    assertThat(bare.report().isJudged()).isFalse();
    bare.close();
  }

  @Test
  void inspect_warmUp_isNotJudgedNorCountedLater() {
    restart(CoverageSettings.builder().build());
    test.inspectAfter(Duration.ofMinutes(10));
    test.count(ORDERS, TraceState.UNTRACED, 500);
    test.inspect();
    assertThat(state("SRE-001")).isEqualTo(FindingState.NOT_ASSESSABLE);
    CoverageReport early = test.inspectAfter(Duration.ofSeconds(59));
    assertThat(early.isWarm()).isFalse();
    assertThat(early.verdict("SRE-001").reason()).isEqualTo("warming up");
    CoverageReport warm = test.inspect();
    assertThat(warm.isWarm()).isTrue();
    assertThat(warm.verdict("SRE-001").state()).isEqualTo(FindingState.NO_TRAFFIC);
    test.count(ORDERS, TraceState.SAMPLED, 500);
    CoverageReport later = test.inspect();
    assertThat(route(later, ORDERS).recent()).isEqualTo(new TraceCounts(0, 0, 0, 0, 500));
    assertThat(route(later, ORDERS).total()).isEqualTo(new TraceCounts(0, 500, 0, 0, 500));
    assertThat(later.verdict("SRE-001").state()).isEqualTo(FindingState.PASS);
  }

  @Test
  void inspect_mendedRoute_isForgivenWithinAnHour() {
    test.count(ORDERS, TraceState.UNTRACED, 100);
    test.inspect();
    assertThat(state("SRE-001")).isEqualTo(FindingState.FAIL);
    for (int i = 0; i < 54; i++) {
      test.inspectAfter(Duration.ofMinutes(1));
    }
    assertThat(state("SRE-001")).isEqualTo(FindingState.FAIL);
    for (int i = 0; i < 6; i++) {
      test.inspectAfter(Duration.ofMinutes(1));
    }
    assertThat(state("SRE-001")).isEqualTo(FindingState.NO_TRAFFIC);
    assertThat(route(test.coverage.report(), ORDERS).total().served()).isEqualTo(100);
  }

  @Test
  void inspect_edgeRoutes_areShownAndNotJudged() {
    restart(TestCoverage.settings().leaveOut("/internal/**", "POST /hook").build());
    List<String> edge =
        List.of("GET /actuator/health", "GET /**", "GET /internal/x/y", "POST /hook", "GET /livez");
    edge.forEach(route -> test.count(route, TraceState.UNTRACED, 300));
    test.count("GET /hook", TraceState.SAMPLED, 300);
    CoverageReport report = test.inspect();
    assertThat(report.findings()).isEmpty();
    assertThat(report.routes())
        .filteredOn(r -> !r.isJudged())
        .extracting(RouteCoverage::route)
        .containsExactlyInAnyOrderElementsOf(edge);
    assertThat(http(report).recent().served()).isEqualTo(300);
    assertThat(report.verdict("SRE-002").share()).isEqualTo(new Proportion(0, 300));
  }

  @Test
  void inspect_allowedSubject_isNotFound() {
    restart(TestCoverage.settings().allow("SRE-001", "GET /legacy/*").build());
    test.count("GET /legacy/a", TraceState.UNTRACED, 50);
    Verdict allowed = test.inspect().verdict("SRE-001");
    assertThat(allowed.state()).isEqualTo(FindingState.PASS);
    assertThat(allowed.reason()).isEqualTo("1 of 1 routes are not; 1 of these are allowed");
    test.count("GET /new", TraceState.UNTRACED, 50);
    assertThat(test.inspect().findings()).extracting(Finding::subject).containsExactly("GET /new");
  }

  @Test
  void inspect_anHourOfThinSampling_isFound() {
    RouteCounter orders = test.coverage.signals().routes().of(ORDERS, TestCoverage.HTTP);
    for (int minute = 0; minute < 54; minute++) {
      for (int i = 0; i < 40; i++) {
        orders.count(i == 0 ? TraceState.SAMPLED : TraceState.UNRECORDED);
      }
      test.inspectAfter(Duration.ofMinutes(1));
    }
    assertThat(state("SRE-028")).isEqualTo(FindingState.NOT_ASSESSABLE);
    test.inspectAfter(Duration.ofMinutes(1));
    Finding finding = test.coverage.report().verdict("SRE-028").findings().get(0);
    assertThat(finding.subject()).isEqualTo("shop");
    // 2,160 in 55 minutes are 2,356 an hour: 14.4 x 0.1 % of them are 34 bad events.
    assertThat(finding.examples().get(0).where())
        .startsWith("page 1h/5m fires after 34 bad events");
    assertThat(finding.seen()).isEqualTo(54);
  }

  @Test
  void asSlo_uncoveredEvents_burnItsBudgetByRoute() {
    restart(TestCoverage.settings().target(Target.of("95%")).asSlo().build());
    test.count(ORDERS, TraceState.UNRECORDED, 900);
    test.count("GET /untraced", TraceState.UNTRACED, 60);
    test.count("GET /unseen", TraceState.UNOBSERVED, 40);
    test.count("GET /livez", TraceState.UNTRACED, 500);
    test.inspect();
    test.engine.tick();
    var status = test.engine.status(Coverage.SLO);
    assertThat(status.events().good()).isEqualTo(900);
    assertThat(status.events().bad()).isEqualTo(100);
    assertThat(status.slo().objectives().get(0).target()).isEqualTo(Target.of("95%"));
    assertThat(status.causes())
        .extracting(Cause::key, Cause::last5m)
        .containsExactly(tuple("GET /untraced", 60L), tuple("GET /unseen", 40L));
    assertThat(test.coverage.report().slis()).extracting(SliCoverage::sli).containsOnly("http");
  }

  @Test
  void asSlo_nameTaken_isRefused() {
    restart(TestCoverage.settings().asSlo().build());
    Coverage.Builder second =
        Coverage.builder(test.engine).settings(TestCoverage.settings().asSlo().build());
    assertThatThrownBy(second::build)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(Coverage.SLO);
  }
}
