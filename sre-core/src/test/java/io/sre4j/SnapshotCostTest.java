package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.store.Store;
import io.sre4j.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a snapshot costs: bytes are asserted, times are printed, for they are the machine's. */
class SnapshotCostTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"10, 20000", "1000, 2000000"})
  void write_everySlotOfThirtyDaysCounted_boundedBytes(int slos, long mostBytes) {
    FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
    SreEngine engine = engine(slos, time);
    // The coarsest slots first, so that every slot of every ring has counted.
    for (int slot : new int[] {43_200, 3_600, 300, 60, 30, 5}) {
      for (int i = 0; i < 75; i++) {
        for (int s = 0; s < slos; s++) {
          for (int event = 0; event < 12; event++) {
            engine.recorder("sli-" + s).record(event == 0 ? Outcome.BAD : Outcome.GOOD, 1);
          }
        }
        time.advance(Duration.ofSeconds(slot));
        engine.tick();
      }
    }
    engine.snapshot();
    double copied = fastest(engine::snapshot);
    double ticked =
        fastest(() -> {
          time.advance(Duration.ofSeconds(1));
          return engine.tick();
        });
    engine.close();
    long bytes = engine.store().orElseThrow().bytes();
    System.out.printf(
        "%d SLOs: %d bytes, copied in %.3f ms (%.3f ms for 64 SLOs at once), a tick in %.3f ms%n",
        slos, bytes, copied, copied * Math.min(1, 64.0 / slos), ticked);
    assertThat(bytes).isLessThan(mostBytes);
  }

  private SreEngine engine(int slos, FakeTime time) {
    SreEngine.Builder builder =
        SreEngine.builder().timeSource(time).manualTicks().store(Store.in(directory));
    for (int s = 0; s < slos; s++) {
      builder.sli(Sli.events("sli-" + s));
      builder.slo(
          Slo.builder("slo-" + s)
              .objective(Objective.availability("sli-" + s, Target.of("99.9%")))
              .build());
    }
    return builder.build();
  }

  private static double fastest(Supplier<?> work) {
    return Arrays.stream(new int[30])
        .mapToDouble(i -> {
          long before = System.nanoTime();
          Object result = work.get();
          assertThat(result).isNotNull();
          return (System.nanoTime() - before) / 1e6;
        })
        .min()
        .orElseThrow();
  }
}
