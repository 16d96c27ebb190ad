package io.sre4j.otel.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.score.InstrumentationScore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random telemetry, judged once as it passes by, and once from all that was exported by the words
 * of the specification.
 */
class ScoreOracleTest {
  private static final long SEED = 20_261_123;
  private static final int PROCESSES = 60;
  private static final Map<String, Integer> WEIGHTS =
      Map.ofEntries(
          Map.entry("LOG-002", 30),
          Map.entry("MET-001", 30),
          Map.entry("MET-002", 30),
          Map.entry("MET-005", 20),
          Map.entry("MET-006", 30),
          Map.entry("RES-001", 20),
          Map.entry("RES-004", 30),
          Map.entry("RES-005", 40),
          Map.entry("SDK-001", 10),
          Map.entry("SPA-001", 20),
          Map.entry("SPA-004", 30),
          Map.entry("SPA-005", 30));

  /** Names and units of metrics, and what is wrong with them, by hand. */
  private static final List<Named> NAMED =
      List.of(
          new Named("shop.orders", "{order}", Set.of()),
          new Named("shop.order.duration", "s", Set.of()),
          new Named("shop.memory", "By", Set.of()),
          new Named("shop.wait.milliseconds", "ms", Set.of("MET-005")),
          new Named("shop.size", "bytes", Set.of("MET-002")),
          new Named("shop.total", "", Set.of("MET-002")),
          new Named("error.type", "{error}", Set.of("MET-006")),
          new Named("http.route", "", Set.of("MET-002", "MET-006")));

  private record Named(String name, String unit, Set<String> breaks) {}

  static List<Long> seeds() {
    SplittableRandom random = new SplittableRandom(SEED);
    return random.longs(PROCESSES).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void score_ofRandomTelemetry_isThatOfAllThatWasExported(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Attributes resource =
        random.nextInt(3) == 0
            ? Attributes.builder().put("service.name", "shop").build()
            : ScoredProcess.GOOD;
    try (ScoredProcess process = new ScoredProcess(resource)) {
      serve(process, random);
      InstrumentationScore score = process.score();
      Map<String, Boolean> expected = judged(process, resource);
      assertThat(
              score.results().stream()
                  .collect(Collectors.toMap(r -> r.rule().id(), r -> r.isPassed())))
          .as("seed " + seed + ": " + score.results())
          .isEqualTo(expected);
      int all = expected.keySet().stream().mapToInt(WEIGHTS::get).sum();
      int passed = weight(expected, rule -> expected.get(rule));
      assertThat(score.value()).isEqualTo(100.0 * passed / all);
    }
  }

  private static int weight(Map<String, Boolean> results, Predicate<String> which) {
    return results.keySet().stream().filter(which).mapToInt(WEIGHTS::get).sum();
  }

  private static void serve(ScoredProcess process, SplittableRandom random) {
    int traces = 1 + random.nextInt(20);
    for (int i = 0; i < traces; i++) {
      SpanKind root = random.nextInt(40) == 0 ? SpanKind.CLIENT : SpanKind.SERVER;
      Duration length = Duration.ofNanos(4_999_998 + random.nextInt(4));
      SpanKind kind = random.nextInt(4) == 0 ? SpanKind.INTERNAL : SpanKind.CLIENT;
      int most = kind == SpanKind.INTERNAL ? 12 : 23;
      Context within = process.trace(root, random.nextInt(most), kind, length);
      if (random.nextInt(5) == 0) {
        process.flush();
        process.span(within, "late", kind, length);
      }
    }
    int metrics = random.nextInt(3);
    for (int i = 0; i < metrics; i++) {
      Named named = NAMED.get(random.nextInt(NAMED.size()));
      process.meter().counterBuilder(named.name()).setUnit(named.unit()).build().add(1);
    }
    int logs = random.nextInt(30);
    for (int i = 0; i < logs; i++) {
      process.log(random.nextInt(60) == 0 ? Severity.UNDEFINED_SEVERITY_NUMBER : Severity.DEBUG);
    }
  }

  private static Map<String, Boolean> judged(ScoredProcess process, Attributes resource) {
    Map<String, Boolean> results = new TreeMap<>(Map.of("SDK-001", true, "RES-004", true));
    results.put("RES-005", true);
    results.put("RES-001", resource.size() == 2);
    traces(process.spans.getFinishedSpanItems(), results);
    List<MetricData> metrics = process.metrics.getFinishedMetricItems();
    if (!metrics.isEmpty()) {
      results.put("MET-001", true);
      Set<String> broken = broken(metrics);
      for (String rule : List.of("MET-002", "MET-005", "MET-006")) {
        results.put(rule, !broken.contains(rule));
      }
    }
    List<LogRecordData> logs = process.logs.getFinishedLogRecordItems();
    if (!logs.isEmpty()) {
      results.put(
          "LOG-002",
          logs.stream().noneMatch(l -> l.getSeverity() == Severity.UNDEFINED_SEVERITY_NUMBER));
    }
    return results;
  }

  private static Set<String> broken(List<MetricData> metrics) {
    Set<String> names = metrics.stream().map(MetricData::getName).collect(Collectors.toSet());
    Set<String> broken = new HashSet<>();
    NAMED.stream()
        .filter(named -> names.contains(named.name()))
        .forEach(named -> broken.addAll(named.breaks()));
    return broken;
  }

  private static void traces(List<SpanData> spans, Map<String, Boolean> results) {
    Collection<List<SpanData>> traces =
        spans.stream().collect(Collectors.groupingBy(SpanData::getTraceId)).values();
    results.put(
        "SPA-001",
        traces.stream().allMatch(t -> count(t, s -> s.getKind() == SpanKind.INTERNAL) <= 10));
    results.put(
        "SPA-004",
        spans.stream()
            .noneMatch(s -> !s.getParentSpanContext().isValid() && s.getKind() == SpanKind.CLIENT));
    results.put(
        "SPA-005",
        traces.stream()
            .allMatch(t ->
                count(t, s -> s.getEndEpochNanos() - s.getStartEpochNanos() < 5_000_000) <= 20));
  }

  private static long count(List<SpanData> spans, Predicate<SpanData> which) {
    return spans.stream().filter(which).count();
  }
}
