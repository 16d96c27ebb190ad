package io.sre4j.benchmarks.compare;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One benchmark under one load.
 *
 * @param benchmark package, class and method, below {@code io.sre4j.benchmarks}
 * @param threads how many threads run it at once
 * @param virtual whether they are virtual
 * @param parameters the values of its parameters, by name
 */
record BenchmarkCase(
    String benchmark, int threads, boolean virtual, Map<String, String> parameters) {
  private static final String ROOT = "io.sre4j.benchmarks.";

  BenchmarkCase {
    parameters = Map.copyOf(parameters);
  }

  /** A benchmark on one platform thread, without parameters. */
  static BenchmarkCase of(String benchmark) {
    return new BenchmarkCase(benchmark, 1, false, Map.of());
  }

  BenchmarkCase on(int count) {
    return new BenchmarkCase(benchmark, count, virtual, parameters);
  }

  BenchmarkCase onVirtual(int count) {
    return new BenchmarkCase(benchmark, count, true, parameters);
  }

  BenchmarkCase with(String parameter, Object value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(parameter, value.toString());
    return new BenchmarkCase(benchmark, threads, virtual, more);
  }

  /** The method as JMH knows it. */
  String method() {
    return ROOT + benchmark;
  }

  /** The package, which says what kind of work it is. */
  String group() {
    return benchmark.substring(0, benchmark.indexOf('.'));
  }

  /** What runs, without the threads: {@code TickBenchmark.tick slos=10}. */
  String name() {
    String values =
        new TreeMap<>(parameters)
            .entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    String method = benchmark.substring(benchmark.indexOf('.') + 1);
    return values.isEmpty() ? method : method + " " + values;
  }

  /** On what it runs: {@code 1}, {@code 64}, {@code 2 virtual}. */
  String load() {
    return virtual ? threads + " virtual" : Integer.toString(threads);
  }

  @Override
  public String toString() {
    return name() + " @ " + load();
  }
}
