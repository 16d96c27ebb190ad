package io.sre4j.otel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.sre4j.score.InstrumentationScore;
import io.sre4j.score.ScoreCatalog;
import io.sre4j.score.ScoreResult;
import io.sre4j.score.ScoreRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Instrumentation Score of telemetry that OpenTelemetry's own SDK exports. */
class TelemetryScoreTest {
  private static final Path PAGE = Path.of("../docs/coverage.md");

  /** Rows of the page: a rule, its weight, and whether it passes in the example. */
  private static final Pattern DECIDED =
      Pattern.compile(
          "(?m)^\\| ((?:LOG|MET|RES|SDK|SPA)-\\d{3}) \\|.*\\| (\\d+) \\| (yes|no|-) \\|$");

  private static final Pattern UNDECIDED =
      Pattern.compile("(?m)^\\| ((?:LOG|MET|RES|SPA)-\\d{3}) \\| [^|]*\\|$");

  static Stream<ScoreSeed> seeds() {
    return ScoreSeeds.all().stream();
  }

  private static Map<String, Boolean> results(InstrumentationScore score) {
    return score.results().stream()
        .collect(
            Collectors.toMap(
                result -> result.rule().id(), ScoreResult::isPassed, (a, b) -> a, TreeMap::new));
  }

  /** A seed changes what its rule says, and nothing else. */
  @ParameterizedTest
  @MethodSource("seeds")
  void seed_isJudgedByItsRule_andByNoOther(ScoreSeed seed) {
    try (ScoredProcess process = new ScoredProcess(seed.resource())) {
      process.serve();
      seed.scenario().accept(process);
      InstrumentationScore score = process.score();
      Map<String, Boolean> expected = new TreeMap<>();
      results(score).keySet().forEach(rule -> expected.put(rule, true));
      expected.put(seed.rule(), seed.passes());
      assertThat(results(score)).as(score.results().toString()).isEqualTo(expected);
    }
  }

  @Test
  void seeds_ofEachRuleDecidedFromTelemetry_passAndFail() throws IOException {
    List<String> decided = pageRows().stream().map(row -> row.group(1)).toList();
    Map<String, Set<Boolean>> seeded =
        seeds()
            .collect(
                Collectors.groupingBy(
                    ScoreSeed::rule, Collectors.mapping(ScoreSeed::passes, Collectors.toSet())));
    assertThat(seeded).allSatisfy((rule, kinds) -> assertThat(kinds).hasSize(2));
    // The pod has a test of its own, and this library does not run on a Java that is too old.
    assertThat(decided)
        .containsAll(seeded.keySet())
        .contains("RES-003", "SDK-001")
        .hasSize(seeded.size() + 2);
  }

  @Test
  void score_withoutTelemetryOfASignal_leavesItsRulesOut() {
    try (ScoredProcess process = new ScoredProcess(ScoredProcess.GOOD)) {
      process.trace(SpanKind.SERVER, 1, SpanKind.INTERNAL, Duration.ofMillis(50));
      process.log(Severity.INFO);
      InstrumentationScore score = process.score();
      assertThat(results(score).keySet())
          .containsExactly(
              "LOG-002", "RES-001", "RES-004", "RES-005", "SDK-001", "SPA-001", "SPA-004",
              "SPA-005");
      assertThat(score.title()).isEqualTo("Instrumentation Score (partial, 8 of 19)");
    }
  }

  /** The page's example: its rows add up to 210 of 320, which is 65.625. */
  @Test
  void workedExample_ofThePage_isItsHandComputedScore() throws IOException {
    try (ScoredProcess process =
        new ScoredProcess(Attributes.builder().put("service.name", "shop").build())) {
      process.serve();
      process.span(Context.root(), "GET", SpanKind.CLIENT, Duration.ofMillis(50));
      Span span = process.tracer().spanBuilder("work").setNoParent().startSpan();
      span.setAttribute("service.version", "1.0");
      span.end();
      process.meter().counterBuilder("orders").build().add(1);
      InstrumentationScore score = process.score();
      assertThat(score.value()).isCloseTo(100.0 * 210 / 320, within(1e-12));
      assertThat(Files.readString(PAGE)).contains("\n" + score.describe() + "\n");
      Map<String, Boolean> rows = new TreeMap<>();
      for (MatchResult row : pageRows()) {
        if (!row.group(3).equals("-")) {
          rows.put(row.group(1), row.group(3).equals("yes"));
        }
      }
      assertThat(results(score)).isEqualTo(rows);
    }
  }

  private static List<MatchResult> pageRows() throws IOException {
    return DECIDED.matcher(Files.readString(PAGE)).results().toList();
  }

  /** Every rule of the specification stands on the page, decided or with the reason why not. */
  @Test
  void page_hasEveryRuleOnce_withItsWeight() throws IOException {
    Map<String, Integer> weights = new TreeMap<>();
    pageRows().forEach(row -> weights.put(row.group(1), Integer.parseInt(row.group(2))));
    List<String> undecided =
        UNDECIDED.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();
    List<ScoreRule> rules = ScoreCatalog.current().rules();
    assertThat(Stream.concat(weights.keySet().stream(), undecided.stream()))
        .containsExactlyInAnyOrderElementsOf(rules.stream().map(ScoreRule::id).toList());
    for (ScoreRule rule : rules) {
      if (weights.containsKey(rule.id())) {
        assertThat(weights).containsEntry(rule.id(), rule.impact().weight());
      }
    }
  }

  @Test
  void metrics_ofManyAttributes_areBounded() {
    try (ScoredProcess process = new ScoredProcess(ScoredProcess.GOOD)) {
      for (int i = 0; i < 1_000; i++) {
        process
            .meter()
            .counterBuilder("shop.keys")
            .setUnit("1")
            .build()
            .add(1, Attributes.builder().put("key." + i, "value").build());
      }
      process.flush();
      for (int i = 0; i < 10_000; i++) {
        process
            .meter()
            .counterBuilder("shop.visits")
            .setUnit("1")
            .build()
            .add(1, Attributes.builder().put("user", "user-" + i).build());
      }
      assertThat(results(process.score())).containsEntry("MET-001", true);
    }
  }

  /** What a pod is told by its environment can only be seen from another process. */
  @ParameterizedTest
  @CsvSource({"k8s.pod.uid=7, RES-003 true", "none, RES-003 false"})
  void podUid_inKubernetes_isAskedFor(String attributes, String expected) throws Exception {
    ProcessBuilder pod =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Pod.class.getName(),
            attributes);
    pod.environment().put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    pod.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = pod.start();
    List<String> said = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(said).contains(expected);
  }

  /** A process in a pod. */
  static final class Pod {
    private Pod() {}

    /** Prints what each rule says. */
    public static void main(String[] args) {
      var resource = Attributes.builder().putAll(ScoredProcess.GOOD);
      Arrays.stream(args)
          .filter(arg -> arg.contains("="))
          .map(arg -> arg.split("=", 2))
          .forEach(pair -> resource.put(pair[0], pair[1]));
      try (ScoredProcess process = new ScoredProcess(resource.build())) {
        process.serve();
        results(process.score()).forEach((rule, passes) -> System.out.println(rule + " " + passes));
      }
    }
  }
}
