package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloWatchersTest {
  private final TestEngine test = new TestEngine(slo("a"));
  private final List<List<String>> told = new ArrayList<>();

  private static Slo slo(String name) {
    return Slo.builder(name).objective(Objective.availability("http", Target.of("99.9%"))).build();
  }

  private void note(List<Slo> slos) {
    told.add(slos.stream().map(Slo::name).toList());
  }

  @Test
  void watchSlos_addedAndRemoved_toldAtOnceAndEachTimeUntilEnded() {
    Runnable end = test.engine.watchSlos(this::note);
    test.engine.add(slo("b"));
    test.engine.remove("a");
    end.run();
    test.engine.add(slo("c"));
    assertThat(told).containsExactly(List.of("a"), List.of("a", "b"), List.of("b"));
  }

  @Test
  void watchSlos_throws_othersAreToldAndNothingIsThrown() {
    test.engine.watchSlos(slos -> {
      throw new IllegalStateException("watcher");
    });
    test.engine.watchSlos(this::note);
    assertThatCode(() -> test.engine.add(slo("b"))).doesNotThrowAnyException();
    assertThat(told).last().isEqualTo(List.of("a", "b"));
  }

  @Test
  void watchSlos_watcherAddsAnSlo_lastToldIsTheLastState() {
    test.engine.watchSlos(slos -> {
      if (slos.size() == 2) {
        test.engine.add(slo("c"));
      }
    });
    test.engine.watchSlos(this::note);
    test.engine.add(slo("b"));
    assertThat(told).last().isEqualTo(List.of("a", "b", "c"));
  }
}
