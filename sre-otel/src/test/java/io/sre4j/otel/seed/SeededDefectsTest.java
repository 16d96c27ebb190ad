package io.sre4j.otel.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each defect is found by its rule and by none that has nothing to do with it; with its rule muted
 * it is not found; and a process without a defect has no finding.
 */
class SeededDefectsTest {
  private static final int HEALTHY = 400;
  private static final TraceReceiver RECEIVER = new TraceReceiver();

  /** What serves requests is not called main: that would be start-up. */
  private static final ExecutorService WORKER =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "http-nio-8080-exec-1"));

  static Stream<Seed> seeds() {
    return Stream.of(
            ContextSeeds.all(), SpanSeeds.all(), PipelineSeeds.all(), PipelineSeeds.of(RECEIVER))
        .flatMap(List::stream);
  }

  @BeforeEach
  void answer() {
    RECEIVER.answer(200);
    RECEIVER.free();
  }

  @AfterAll
  static void close() {
    RECEIVER.close();
    WORKER.shutdown();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_isFoundByItsRule_andByNoUnrelatedOne(Seed seed) throws Exception {
    CoverageReport report = run(seed, "");
    assertThat(failed(report)).as(described(report)).contains(seed.rule());
    Set<String> unrelated = failed(report);
    unrelated.remove(seed.rule());
    unrelated.removeAll(seed.related());
    assertThat(unrelated).as(described(report)).isEmpty();
    assertThat(report.verdict(seed.rule()).findings()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_itsRuleMuted_isNotFound(Seed seed) throws Exception {
    assertThat(failed(run(seed, seed.rule()))).doesNotContain(seed.rule());
  }

  @Test
  void cleanProcess_manyRequests_hasNoFindingAndMostRulesHaveJudged() throws Exception {
    Seed clean = Seed.of(0, "nothing is wrong", p -> p.serve(10_000));
    CoverageReport report = run(clean, "");
    assertThat(report.findings()).as(described(report)).isEmpty();
    assertThat(
            report.verdicts().stream()
                .filter(verdict -> verdict.state() == FindingState.PASS)
                .map(verdict -> verdict.rule().id()))
        .contains(
            "SRE-003", "SRE-006", "SRE-007", "SRE-008", "SRE-010", "SRE-011", "SRE-015", "SRE-018",
            "SRE-019", "SRE-020", "SRE-023", "SRE-024", "SRE-025", "SRE-026", "SRE-027", "SRE-029",
            "SRE-030", "SRE-031", "SRE-032");
  }

  /** What looks like a defect and is none. */
  @Test
  void cleanProcess_ofHabitsThatAreRight_hasNoFinding() throws Exception {
    Seed clean =
        Seed.of(
            0,
            "nothing is wrong",
            p -> {
              p.repeat(100, () -> Habits.batchOfMessages(p));
              p.repeat(100, () -> Habits.attributeSetTwice(p));
            });
    CoverageReport report = run(clean, "");
    assertThat(report.findings()).as(described(report)).isEmpty();
  }

  /** A name of a span should hold no value; where it does nevertheless, no finding tells it. */
  @Test
  void findings_ofNamesWithValues_tellNoValue() throws Exception {
    Seed named = Seed.of(21, "values in names", p -> p.repeat(800, () -> Habits.valueInNames(p)));
    CoverageReport report = run(named, "");
    assertThat(failed(report)).contains("SRE-020", "SRE-021", "SRE-024");
    assertThat(described(report)).contains("{?}").doesNotContain(Habits.VALUE);
    assertThat(report.findings())
        .allSatisfy(f -> assertThat(f.toString()).doesNotContain(Habits.VALUE));
  }

  /** A pattern with a method stands for the same subject as one without. */
  @Test
  void allowed_withTheMethod_isNotFound() throws Exception {
    for (Seed seed : SpanSeeds.all().stream().filter(s -> s.rule().equals("SRE-016")).toList()) {
      Consumer<Setup> allow = setup -> setup.settings.allow("SRE-016", "GET /orders/{id}");
      Seed allowed = new Seed(seed.name(), seed.rule(), Set.of(), allow, seed.scenario());
      assertThat(failed(run(allowed, ""))).isEmpty();
    }
  }

  /** What the page shows of a rule is what one of its seeds says. */
  @Test
  void examples_ofThePage_areInTheWordsOfAdapters() throws Exception {
    Map<String, Set<String>> said = new TreeMap<>();
    for (Seed seed : seeds().toList()) {
      for (Finding finding : run(seed, "").verdict(seed.rule()).findings()) {
        said.computeIfAbsent(seed.rule(), rule -> new TreeSet<>()).add(Words.of(finding));
      }
    }
    said.keySet().removeAll(Words.OF_NUMBERS);
    Map<String, String> shown = Words.ofThePage();
    said.forEach((rule, words) -> assertThat(words).as(rule).contains(shown.get(rule)));
  }

  @Test
  void seeds_thirtyAndMore_ofEveryRuleOfSpans() {
    assertThat(seeds()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(seeds().map(Seed::name)).doesNotHaveDuplicates();
    assertThat(seeds().map(Seed::rule).distinct())
        .containsExactlyInAnyOrder(
            "SRE-003", "SRE-004", "SRE-005", "SRE-006", "SRE-007", "SRE-008", "SRE-009", "SRE-010",
            "SRE-011", "SRE-013", "SRE-015", "SRE-016", "SRE-018", "SRE-019", "SRE-020", "SRE-021",
            "SRE-022", "SRE-023", "SRE-024", "SRE-025", "SRE-026", "SRE-027", "SRE-029", "SRE-030",
            "SRE-031", "SRE-032");
  }

  private static CoverageReport run(Seed seed, String muted) throws Exception {
    Callable<CoverageReport> run =
        () -> {
          Setup setup = new Setup();
          seed.setup().accept(setup);
          try (TracedProcess process = new TracedProcess(setup, muted)) {
            process.serve(HEALTHY);
            try {
              seed.scenario().run(process);
              return process.inspectAfter(Duration.ofSeconds(1));
            } finally {
              RECEIVER.free(); // or else who waits for it could not end
            }
          }
        };
    Future<CoverageReport> report = WORKER.submit(run);
    return report.get(120, TimeUnit.SECONDS);
  }

  private static Set<String> failed(CoverageReport report) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.state() == FindingState.FAIL)
        .map(verdict -> verdict.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String described(CoverageReport report) {
    return report.findings().stream().map(Finding::describe).collect(Collectors.joining("\n"));
  }
}
