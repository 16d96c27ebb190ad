package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class GatesTest {
  private static final int OLDEST = 17;
  private static final int WITH_VIRTUAL_THREADS = 21;

  @Test
  void of_everyBenchmark_existsWithItsParameters() {
    Map<String, BenchmarkListEntry> existing =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .collect(Collectors.toMap(BenchmarkListEntry::getUsername, entry -> entry));
    Stream<BenchmarkCase> gated =
        Gates.of(WITH_VIRTUAL_THREADS).stream().flatMap(gate -> gate.benchmarks().stream());
    Stream.concat(gated, Gates.beside(true).stream())
        .forEach(benchmark -> {
          assertThat(existing.keySet()).contains(benchmark.method());
          assertThat(benchmark.parameters().keySet())
              .as("parameters that %s leaves open or does not have", benchmark)
              .isEqualTo(parameters(existing.get(benchmark.method())));
        });
  }

  @Test
  void of_jdkWithVirtualThreads_hasTwoGatesMore() {
    Set<String> more = new TreeSet<>(describe(WITH_VIRTUAL_THREADS));
    more.removeAll(describe(OLDEST));
    assertThat(more)
        .containsExactly(
            "full, virtual threads, of three LongAdders @ 1 virtual",
            "full, virtual threads, of three LongAdders @ 2 virtual");
  }

  @Test
  void of_tick_limitIsThatOfTheReferenceMachine() {
    Gate tick =
        Gates.of(OLDEST).stream()
            .filter(gate -> gate.what().startsWith("tick of 1,000"))
            .findFirst()
            .orElseThrow();
    assertThat(tick.limit().value()).isCloseTo(5.814, within(0.001));
  }

  private static Set<String> parameters(BenchmarkListEntry benchmark) {
    return benchmark.getParams().orElse(Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue().length > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static List<String> describe(int feature) {
    return Gates.of(feature).stream()
        .map(gate ->
            gate.what()
                + " @ "
                + gate.benchmarks().stream().map(BenchmarkCase::load).findFirst().orElse(""))
        .toList();
  }
}
