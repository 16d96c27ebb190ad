package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.facts.Component;
import io.sre4j.facts.ExportReading;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.facts.SetupFacts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.rule.TallyRule;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What adapters count and tell, up to the verdicts. */
class EvidenceTest {
  private TestCoverage test = TestCoverage.warm();

  private void restart(CoverageSettings settings) {
    test.close();
    test = new TestCoverage(settings);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private Signals signals() {
    return test.coverage.signals();
  }

  private void found(Defect defect, String subject, int inspected, int found) {
    DefectCounter counter = signals().of(defect);
    IntStream.range(0, inspected).forEach(i -> counter.inspected(subject));
    IntStream.range(0, found).forEach(i -> counter.found(subject, null, "seen"));
  }

  private static FindingState state(CoverageReport report, String rule) {
    return report.verdict(rule).state();
  }

  @Test
  void rules_areThoseOfThePlan() {
    assertThat(Inspector.ids())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 34)
                .filter(number -> number != 17 && number != 33)
                .mapToObj(number -> String.format("SRE-%03d", number))
                .toList());
  }

  @Test
  void defects_eachHasOneRule() {
    List<String> ids = Inspector.ids();
    for (Defect defect : Defect.values()) {
      assertThat(ids).as(defect.name()).containsOnlyOnce(defect.rule());
    }
    List<Defect> judged =
        Inspector.rules().stream()
            .filter(TallyRule.class::isInstance)
            .map(rule -> ((TallyRule) rule).defect())
            .toList();
    assertThat(judged).doesNotHaveDuplicates().doesNotContain(Defect.LOST_ON_THREAD);
    assertThat(judged).hasSize(Defect.values().length - 1);
  }

  @Test
  void hooks_notAttached_areSaidWithTheirReason() {
    CoverageReport report = test.inspect();
    for (Rule rule : Inspector.rules()) {
      RuleText text = rule.text();
      if (text.needs() != Hook.OPERATIONS) {
        Verdict verdict = report.verdict(text.id());
        assertThat(verdict.state()).as(text.id()).isEqualTo(FindingState.NOT_ASSESSABLE);
        assertThat(verdict.reason()).isEqualTo(text.needs().missing());
      }
    }
    signals().missing(Hook.SPANS, "tracing is Brave");
    assertThat(test.inspect().verdict("SRE-009").reason()).isEqualTo("tracing is Brave");
    signals().attached(Hook.SPANS);
    assertThat(test.inspect().verdict("SRE-009").state()).isEqualTo(FindingState.NO_TRAFFIC);
  }

  @Test
  void defect_counted_isFoundForAnHour() {
    signals().attached(Hook.SPANS);
    found(Defect.SCOPE_LEAK, "tomcat", 50, 3);
    Finding finding = test.inspect().findings().get(0);
    assertThat(finding.describe())
        .startsWith("SRE-009 tomcat: 3 of 50, such as seen; Close every scope");
    for (int i = 0; i < 54; i++) {
      test.inspectAfter(Duration.ofMinutes(1));
    }
    assertThat(state(test.coverage.report(), "SRE-009")).isEqualTo(FindingState.FAIL);
    for (int i = 0; i < 6; i++) {
      test.inspectAfter(Duration.ofMinutes(1));
    }
    assertThat(state(test.coverage.report(), "SRE-009")).isEqualTo(FindingState.NO_TRAFFIC);
  }

  /** A process without counted routes warms up as well. */
  @Test
  void defect_inTheWarmUp_isForgotten() {
    restart(CoverageSettings.builder().build());
    signals().attached(Hook.SPANS);
    found(Defect.SCOPE_LEAK, "tomcat", 50, 30);
    test.inspect();
    assertThat(test.coverage.report().verdict("SRE-009").reason()).isEqualTo("warming up");
    CoverageReport warm = test.inspectAfter(Duration.ofMinutes(1));
    assertThat(warm.isWarm()).isTrue();
    assertThat(state(warm, "SRE-009")).isEqualTo(FindingState.NO_TRAFFIC);
    found(Defect.SCOPE_LEAK, "tomcat", 3, 3);
    assertThat(test.inspect().verdict("SRE-009").share().part()).isEqualTo(3);
  }

  @Test
  void defect_ofAnAllowedSubject_makesNoShare() {
    restart(TestCoverage.settings().allow("SRE-003", "legacy*").build());
    signals().attached(Hook.CONTENT);
    found(Defect.ROUTE_MISSING, "legacy-client", 100, 100);
    found(Defect.ROUTE_MISSING, "tomcat", 900, 4);
    Verdict verdict = test.inspect().verdict("SRE-003");
    assertThat(verdict.state()).isEqualTo(FindingState.PASS);
    assertThat(verdict.share().part()).isEqualTo(4);
    assertThat(verdict.share().whole()).isEqualTo(900);
  }

  @Test
  void internalRoutes_named_areJudgedAlone() {
    restart(TestCoverage.settings().internalRoutes("/internal/**").build());
    signals().attached(Hook.CONTENT);
    found(Defect.INTERNAL_ROOT, "GET /", 1_000, 1_000);
    found(Defect.INTERNAL_ROOT, "GET /internal/a", 100, 2);
    assertThat(state(test.inspect(), "SRE-005")).isEqualTo(FindingState.PASS);
    found(Defect.INTERNAL_ROOT, "GET /internal/b", 100, 50);
    assertThat(test.inspect().findings())
        .extracting(Finding::subject)
        .containsExactly("GET /internal/b");
  }

  @Test
  void verdictsOfEdgeRoutes_areNotJudged() {
    signals().attached(Hook.VERDICTS);
    found(Defect.VERDICT_DISAGREES, "GET /actuator/health", 100, 100);
    assertThat(state(test.inspect(), "SRE-016")).isEqualTo(FindingState.NO_TRAFFIC);
  }

  @Test
  void sources_areAskedAtEachInspection() {
    signals().attached(Hook.EXPORTS);
    signals().attached(Hook.INVENTORY);
    signals().attached(Hook.SETUP);
    signals().attached(Hook.RESOURCE);
    List<Component> components = new ArrayList<>();
    signals().sources().inventory(() -> components);
    signals().sources().setup(() -> SetupFacts.of(SetupFacts.Tracer.OPEN_TELEMETRY));
    signals().sources().resource(() -> new ResourceFacts(Map.of("service.name", "shop"), false));
    signals().sources().exports("otlp", () -> new ExportReading(5, 3, Map.of(), 0, 0));
    CoverageReport report = test.inspect();
    assertThat(state(report, "SRE-031")).isEqualTo(FindingState.FAIL);
    assertThat(state(report, "SRE-014")).isEqualTo(FindingState.PASS);
    assertThat(report.verdict("SRE-026").findings()).hasSize(3);
    assertThat(state(report, "SRE-034")).isEqualTo(FindingState.NO_TRAFFIC);
    components.add(new Component(Component.Kind.DATA_SOURCE, "orders", false, 1, null));
    assertThat(test.inspect().verdict("SRE-034").findings())
        .extracting(Finding::subject)
        .containsExactly("orders");
  }

  /** Else a test without a request would pass. */
  @Test
  void isJudged_resourceAlone_isNot() {
    signals().attached(Hook.RESOURCE);
    signals().sources().resource(() -> new ResourceFacts(Map.of("service.name", "shop"), false));
    assertThat(test.inspect().isJudged()).isFalse();
    test.count("GET /a", TraceState.SAMPLED, 20);
    assertThat(test.inspect().isJudged()).isTrue();
  }

  @Test
  void score_ofTheResourceAndWhatWasSeen_isReported() {
    signals().sources().resource(() -> new ResourceFacts(Map.of("service.name", "shop"), false));
    test.coverage.score().of("SPA-004").inspected();
    // Passed: RES-005 (40), SPA-004 (30), SDK-001 (10); failed: RES-001 (20).
    assertThat(test.inspect().score().describe())
        .isEqualTo("Instrumentation Score (partial, 4 of 19): 80.00, Good");
  }

  @Test
  void dropped_counts_areOursAndTheAdapters() {
    signals().sources().dropped("traces", () -> 3);
    signals()
        .sources()
        .dropped(
            "broken",
            () -> {
              throw new IllegalStateException("of the host");
            });
    signals()
        .badRequests()
        .add((trace, span) -> {
          throw new IllegalStateException("of the host");
        });
    signals().badRequests().bad("a", "b");
    assertThat(test.coverage.dropped())
        .isEqualTo(Map.of("findings", 0L, "traces", 3L, "verdicts", 1L));
    IntStream.range(0, 100).forEach(i -> test.count("GET /" + i, TraceState.UNTRACED, 30));
    test.inspect();
    assertThat(test.coverage.dropped()).containsEntry("findings", 80L);
  }

  @Test
  void sources_thatThrow_areLeftOutAndLoggedOnce() {
    signals().attached(Hook.SETUP);
    signals().attached(Hook.EXPORTS);
    signals()
        .sources()
        .setup(() -> {
          throw new NoClassDefFoundError("of the host");
        });
    signals().sources().exports("otlp", () -> new ExportReading(5, 3, Map.of(), 0, 0));
    List<String> logged =
        Logged.during(() -> {
          assertThat(state(test.inspect(), "SRE-014")).isEqualTo(FindingState.NOT_ASSESSABLE);
          assertThat(state(test.inspect(), "SRE-031")).isEqualTo(FindingState.FAIL);
        });
    assertThat(logged).filteredOn(line -> line.startsWith("WARNING source ")).hasSize(1);
  }

  @Test
  void sources_tooMany_areRefused() {
    IntStream.range(0, 16).forEach(i -> signals().sources().inventory(List::of));
    assertThatThrownBy(() -> signals().sources().inventory(List::of))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("at most 16");
    IntStream.range(0, 16).forEach(i -> signals().sources().exports("e" + i, () -> reading()));
    signals().sources().exports("e3", () -> reading());
    assertThatThrownBy(() -> signals().sources().exports("one more", () -> reading()))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  private static ExportReading reading() {
    return new ExportReading(0, 0, Map.of(), 0, 0);
  }

  @Test
  void eachSecond_tasks_areRunGuardedUntilTheyEnd() {
    List<String> run = new ArrayList<>();
    test.coverage.eachSecond(() -> {
      run.add("throwing");
      throw new IllegalStateException("task");
    });
    Runnable end = test.coverage.eachSecond(() -> run.add("sound"));
    List<String> logged =
        Logged.during(() -> {
          test.inspect();
          test.inspect();
        });
    assertThat(run).containsExactly("throwing", "sound", "throwing", "sound");
    assertThat(logged).hasSize(1);
    end.run();
    test.inspect();
    assertThat(run).endsWith("sound", "throwing");
    IntStream.range(0, 15).forEach(i -> test.coverage.eachSecond(() -> {}));
    assertThatThrownBy(() -> test.coverage.eachSecond(() -> {}))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("at most 16");
  }
}
