package io.sre4j.benchmarks.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.benchmarks.observation.ObservationBenchmark.Exchange;
import io.sre4j.benchmarks.observation.ObservationBenchmark.Registry;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ObservationBenchmarkTest {
  private static final int REQUESTS = 1_000;

  private final ObservationBenchmark benchmark = new ObservationBenchmark();

  @Test
  void none_manyRequests_nobodyCounts() {
    assertCounts(new ObservationBenchmark.None(), benchmark::none, 0, 0);
  }

  @Test
  void boot_manyRequests_onlyItsTimerCounts() {
    assertCounts(new ObservationBenchmark.Boot(), benchmark::boot, REQUESTS, 0);
  }

  @Test
  void ours_manyRequests_onlyOurEngineCounts() {
    assertCounts(new ObservationBenchmark.Ours(), benchmark::ours, 0, REQUESTS);
  }

  @Test
  void both_manyRequests_bothCount() {
    assertCounts(new ObservationBenchmark.Both(), benchmark::both, REQUESTS, REQUESTS);
  }

  private static <R extends Registry> void assertCounts(
      R registry, BiConsumer<R, Exchange> request, long timed, long recorded) {
    assertThat(registry.wired.observations().isNoop()).isFalse();
    Exchange exchange = new Exchange();
    for (int i = 0; i < REQUESTS; i++) {
      request.accept(registry, exchange);
    }

    assertThat(registry.wired.timed()).isEqualTo(timed);
    assertThat(registry.wired.recorded()).isEqualTo(recorded);
    registry.close();
  }
}
