package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and Prometheus, given the same events, say the same at every minute but within one
 * evaluation interval of a change, and but for the differences that remain by nature: each of them
 * is recognised by its bound and counted, and nothing is left over.
 */
@Tag("long")
class AgreementTest {
  private static final long SEED = 20_261_123;
  private static final int STREAMS = 200;
  private static final int BATCH = 50;
  private static final String[] TARGETS = {"99%", "99.5%", "99.9%", "99.95%"};
  private static final String[] POLICIES = {
    "google 30",
    "sloth 30",
    "pyrra 28",
    "datadog 30",
    "google 28",
    "sloth 28",
    "pyrra 30",
    "datadog 90"
  };
  private static final Pattern FIRING =
      Pattern.compile("\\{long=\"(\\w+)\", short=\"(\\w+)\", slo=\"(\\w+)\"\\} ([0-9.E+]+)");

  // Each engine tells what it watches.
  private static final Logger ENGINES = Logger.getLogger("io.sre4j.SreEngine");

  private final Map<Difference, Integer> differences = new EnumMap<>(Difference.class);
  private final List<String> unknown = new ArrayList<>();

  @TempDir Path directory;

  @BeforeAll
  static void quiet() {
    ENGINES.setLevel(Level.WARNING);
  }

  @AfterAll
  static void loud() {
    ENGINES.setLevel(null);
  }

  /** Samples are taken at the instants of evaluation, whole minutes. */
  @Test
  void verdicts_seededStreams_agreeAtEveryMinuteButNearACrossing() {
    compareAll(STREAMS, 0);
  }

  /** Samples are 40 seconds old: windows end early, begin late and are extrapolated. */
  @Test
  void verdicts_scrapedBetweenEvaluations_differByTheEdgesOnly() {
    compareAll(STREAMS / 8, 40);
  }

  private void compareAll(int streams, int age) {
    List<Replay> replays = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      replays.add(replay(i));
    }
    replays.sort(Comparator.comparingInt(replay -> replay.minutes));
    compareBatches(replays, age);
    long fired = replays.stream().mapToLong(Replay::fired).sum();
    System.out.printf(
        "agreement of %d streams (seed %d), samples %d s old, %d alerts; rules x minutes: %s%n",
        streams, SEED, age, fired, differences);
    assertThat(unknown).as("seed " + SEED).isEmpty();
    assertThat(fired).as("alerts that fired").isGreaterThan(2 * streams);
  }

  private static Replay replay(int number) {
    SplittableRandom random = new SplittableRandom(SEED + number);
    String[] policy = POLICIES[number % POLICIES.length].split(" ", -1);
    String target = TARGETS[random.nextInt(TARGETS.length)];
    int minutes = number % 100 == 99 ? 1_440 : random.nextInt(60, 120);
    TimeWindow published = TimeWindow.rolling(Duration.ofDays(Integer.parseInt(policy[1])));
    // The period is no part of an alert; a short one costs promtool less.
    Slo slo =
        Definitions.availability("s" + number, target)
            .window(TimeWindow.rolling(Duration.ofDays(5)))
            .alerting(AlertPolicy.preset(policy[0], published))
            .build();
    return new Replay(slo, minutes, SEED + number);
  }

  /** Streams of like length together, as a file is evaluated up to its longest. */
  private void compareBatches(List<Replay> sorted, int age) {
    int from = 0;
    while (from < sorted.size()) {
      int to = from + 1;
      while (to < sorted.size()
          && to - from < BATCH
          && sorted.get(to).minutes <= 2 * sorted.get(from).minutes) {
        to++;
      }
      compareBatch(sorted.subList(from, to), age);
      from = to;
    }
  }

  /** Neighbours go to different styles. */
  private void compareBatch(List<Replay> batch, int age) {
    Map<Style, List<Replay>> halves = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      halves.put(
          style,
          IntStream.range(0, batch.size())
              .filter(j -> j % 2 == style.ordinal())
              .mapToObj(batch::get)
              .toList());
    }
    halves.values().removeIf(List::isEmpty);
    Map<Style, Map<String, BitSet>> firing =
        halves.entrySet().parallelStream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, half -> found(half.getValue(), half.getKey(), age)));
    halves.forEach((style, half) -> compare(half, firing.get(style), age));
  }

  /** The minutes at which Prometheus fires, by SLO and windows. */
  private Map<String, BitSet> found(List<Replay> replays, Style style, int age) {
    PrometheusRules rules = PrometheusRules.of(replays.stream().map(r -> r.slo).toList(), style);
    String ruleFile = style + "-rules.yml";
    Tool.write(directory, ruleFile, rules.yaml());
    Path tests = Tool.write(directory, style + "-tests.yml", tests(replays, ruleFile, age));
    Tool.Verdict verdict = PROMTOOL.run(directory, "test", "rules", tests.toString());
    // All fails, as nothing is expected to fire; if nothing does, it was not evaluated.
    assertThat(verdict.said()).contains("got: {");
    Map<String, BitSet> firing = new HashMap<>();
    for (MatchResult found : FIRING.matcher(verdict.said()).results().toList()) {
      String key = found.group(3) + " " + found.group(1) + " " + found.group(2);
      int minute = (int) Double.parseDouble(found.group(4));
      firing.computeIfAbsent(key, k -> new BitSet()).set(minute);
    }
    return firing;
  }

  /** Expects nothing at every minute, so that all that fires is told; its value is the minute. */
  private static String tests(List<Replay> replays, String ruleFile, int age) {
    List<Map<String, Object>> series = new ArrayList<>();
    for (Replay replay : replays) {
      for (String outcome : List.of("good", "bad")) {
        String labels = "{slo=\"" + replay.slo.name() + "\",outcome=\"" + outcome + "\"}";
        String samples = replay.series(outcome.equals("bad"), age);
        series.add(Map.of("series", FleetCounts.EVENTS + labels, "values", samples));
      }
    }
    List<Map<String, Object>> looks = new ArrayList<>();
    String firing =
        "count by (slo, long, short) (ALERTS{alertname=\"ErrorBudgetBurn\",alertstate=\"firing\"})";
    int last = replays.stream().mapToInt(replay -> replay.minutes).max().orElseThrow();
    for (int minute = 1; minute <= last; minute++) {
      looks.add(Map.of("expr", firing + " * 0 + " + minute, "eval_time", minute + "m"));
    }
    Map<String, Object> test =
        Map.of("interval", Replay.GRAIN + "s", "input_series", series, "promql_expr_test", looks);
    return YamlText.document(
        List.of(),
        Map.of(
            "rule_files", List.of(ruleFile), "evaluation_interval", "1m", "tests", List.of(test)));
  }

  private void compare(List<Replay> replays, Map<String, BitSet> firing, int age) {
    for (Replay replay : replays) {
      for (int place = 0; place < replay.rules().size(); place++) {
        AlertRule rule = replay.rules().get(place);
        String windows =
            PromText.duration(rule.longWindow()) + " " + PromText.duration(rule.shortWindow());
        BitSet found = firing.getOrDefault(replay.slo.name() + " " + windows, new BitSet());
        for (int minute = 1; minute <= replay.minutes; minute++) {
          Difference difference = Difference.of(replay, place, minute, found, lag(age));
          differences.merge(difference, 1, Integer::sum);
          if (difference == Difference.UNKNOWN) {
            unknown.add(
                replay
                    + " "
                    + windows
                    + " minute "
                    + minute
                    + ": Prometheus fires "
                    + found.get(minute));
          }
        }
      }
    }
  }

  /** Samples are one scrape interval apart, so a window may miss as much at an edge. */
  private static int lag(int age) {
    return age == 0 ? 0 : 60;
  }
}
