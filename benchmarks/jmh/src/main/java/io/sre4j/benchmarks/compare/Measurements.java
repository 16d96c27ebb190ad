package io.sre4j.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured: of each benchmark one sample per round, and figures that came as they are. Not
 * thread-safe.
 */
final class Measurements {
  private final Map<BenchmarkCase, TreeMap<Integer, Sample>> samples = new LinkedHashMap<>();
  private final Map<BenchmarkCase, String> failed = new LinkedHashMap<>();
  private final Map<String, String> failedSteps = new LinkedHashMap<>();
  private final Map<String, Spread> figures = new LinkedHashMap<>();

  /**
   * One fresh JVM's answer.
   *
   * @param nanos time per operation of one thread, the median of the iterations
   * @param bytes allocated per operation
   */
  record Sample(double nanos, double bytes) {}

  void add(BenchmarkCase benchmark, int round, Sample sample) {
    samples.computeIfAbsent(benchmark, b -> new TreeMap<>()).put(round, sample);
  }

  /** Notes that a benchmark could not be measured in some round; the first reason stays. */
  void failed(BenchmarkCase benchmark, String reason) {
    failed.putIfAbsent(benchmark, reason);
  }

  /** Adds what a step printed, each figure under {@code step.name}. */
  void addFigures(String step, Map<String, Spread> more) {
    more.forEach((name, spread) -> figures.put(step + "." + name, spread));
  }

  /** Notes that a step could not be carried out. */
  void failed(String step, String reason) {
    failedSteps.putIfAbsent(step, reason);
  }

  String whyNoFigure(String figure) {
    return failedSteps.getOrDefault(figure.substring(0, figure.indexOf('.')), "not measured");
  }

  Set<BenchmarkCase> benchmarks() {
    return samples.keySet();
  }

  Map<BenchmarkCase, String> failures() {
    return failed;
  }

  Optional<Spread> figure(String name) {
    return Optional.ofNullable(figures.get(name));
  }

  Optional<Spread> nanos(BenchmarkCase benchmark) {
    return overRounds(List.of(benchmark), round -> round.get(0).nanos());
  }

  Optional<Spread> bytes(BenchmarkCase benchmark) {
    return overRounds(List.of(benchmark), round -> round.get(0).bytes());
  }

  /**
   * The spread of a value that is formed in each round from samples of that round, in the order
   * asked for; empty if there is no round in which all were measured.
   */
  Optional<Spread> overRounds(List<BenchmarkCase> asked, ToDoubleFunction<List<Sample>> value) {
    double[] values =
        roundsOf(asked.get(0)).keySet().stream()
            .filter(round -> asked.stream().allMatch(b -> roundsOf(b).containsKey(round)))
            .map(round -> asked.stream().map(b -> roundsOf(b).get(round)).toList())
            .mapToDouble(value)
            .toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
  }

  private Map<Integer, Sample> roundsOf(BenchmarkCase benchmark) {
    return samples.getOrDefault(benchmark, new TreeMap<>());
  }
}
