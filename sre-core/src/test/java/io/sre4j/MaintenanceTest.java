package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.EventCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
  private static final Slo MONTH =
      Slo.builder("month")
          .objective(Objective.availability("http", Target.of("99.9%")))
          .window(TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneId.of("Europe/Berlin")))
          .build();
  private static final Slo SLICES =
      Slo.builder("slices")
          .objective(Objective.availability("http", Target.of("99%")))
          .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("90%")))
          .build();

  private static final Slo SLICED_MONTH =
      Slo.builder("sliced-month")
          .objective(Objective.availability("http", Target.of("99%")))
          .window(TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneId.of("Europe/Berlin")))
          .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("90%")))
          .build();

  private final TestEngine test = engine();

  @Test
  void exclude_fromNowUntilEnd_countsAsExcluded() {
    test.run(10, 5, 0);
    Maintenance maintenance = test.engine.exclude("database upgrade");
    test.run(10, 0, 5);
    maintenance.end();
    test.run(10, 5, 0);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(100, 0, 50));
    assertThat(test.status("month").events()).isEqualTo(new EventCounts(100, 0, 50));
    assertThat(test.status("slices").events()).isEqualTo(new EventCounts(100, 0, 50));
    assertThat(maintenance.to()).hasValue(TestEngine.START.plusSeconds(20));
  }

  @Test
  void revoke_afterwards_countsEverythingWhereItHappened() {
    TestEngine untouched = engine();
    test.run(100, 5, 0);
    untouched.run(100, 5, 0);
    Maintenance maintenance = test.engine.exclude("drill");
    test.run(100, 1, 4);
    untouched.run(100, 1, 4);
    test.run(500, 5, 0);
    untouched.run(500, 5, 0);
    maintenance.revoke();
    assertThat(maintenance.isRevoked()).isTrue();
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(3_100, 400, 0));
    assertThat(test.status("a").burnRates()).isEqualTo(untouched.status("a").burnRates());
    assertThat(test.status("month").burnRates()).isEqualTo(untouched.status("month").burnRates());
    assertThat(test.status("month").burnRates()).isEqualTo(untouched.status("month").burnRates());
    for (String slo : new String[] {"month", "slices", "sliced-month"}) {
      assertThat(test.status(slo).events()).isEqualTo(untouched.status(slo).events());
    }
  }

  @Test
  void exclude_intervalToCome_excludesOnlyWhatFallsIntoIt() {
    test.engine.exclude("window", at(60), at(120));
    test.run(180, 1, 1);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(120, 120, 120));
  }

  @Test
  void exclude_intervalThatIsOver_movesWhatWasCounted() {
    test.run(600, 5, 0);
    test.run(300, 0, 5);
    test.run(300, 5, 0);
    Maintenance maintenance = test.engine.exclude("outage of the provider", at(600), at(900));
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(4_500, 0, 1_500));
    assertThat(test.status("month").events()).isEqualTo(new EventCounts(4_500, 0, 1_500));
    assertThat(test.status("slices").events()).isEqualTo(new EventCounts(4_500, 0, 1_500));
    assertThat(test.status("sliced-month").events()).isEqualTo(new EventCounts(4_500, 0, 1_500));
    assertThat(test.status("sliced-month").budget().remaining()).hasValue(1);
    maintenance.revoke();
    assertThat(test.status("slices").events()).isEqualTo(new EventCounts(4_500, 1_500, 0));
    assertThat(test.status("sliced-month").events()).isEqualTo(new EventCounts(4_500, 1_500, 0));
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(4_500, 1_500, 0));
    assertThat(test.status("month").events()).isEqualTo(new EventCounts(4_500, 1_500, 0));
  }

  @Test
  void exclude_intervalThatHasBegun_movesThePastAndDivertsTheRest() {
    test.run(100, 1, 1);
    test.engine.exclude("incident", at(50), at(150), "a");
    test.run(100, 1, 1);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(100, 100, 200));
    assertThat(test.status("month").events()).isEqualTo(new EventCounts(200, 200, 0));
  }

  @Test
  void exclude_sloAddedMeanwhile_isConcernedToo() {
    test.engine.exclude("migration");
    Slo late = SreEngineTest.slo("late", Objective.availability("http", Target.of("99%")));
    test.engine.add(late);
    test.run(10, 1, 0);
    assertThat(test.status("late").events()).isEqualTo(new EventCounts(0, 0, 10));
  }

  @Test
  void exclude_badInput_saysWhatWouldBeRight() {
    assertThatThrownBy(() -> test.engine.exclude("x", at(5), at(5)))
        .hasMessageContaining("maintenance.to");
    assertThatThrownBy(() -> test.engine.exclude("x", "nope"))
        .hasMessageContaining("maintenance.slos = nope")
        .hasMessageContaining("[a, month, sliced-month, slices]");
    test.run(10, 1, 0);
    assertThatThrownBy(() -> test.engine.exclude("x", at(-1_000), at(5)))
        .hasMessageContaining("maintenance.from")
        .hasMessageContaining(TestEngine.START.toString());
    for (int i = 0; i < 64; i++) {
      test.engine.exclude("number " + i);
    }
    assertThatThrownBy(() -> test.engine.exclude("one more")).hasMessageContaining("65");
  }

  @Test
  void exclude_intervalThatBeganBeforeThePage_movesThePartOnThePage() {
    // Midnight in Berlin is at 23:00 UTC.
    TestEngine late = new TestEngine(Instant.parse("2026-11-30T22:50:00Z"), MONTH);
    late.run(1_200, 2, 1);
    Instant midnight = Instant.parse("2026-11-30T23:00:00Z");
    assertThat(late.status("month").events()).isEqualTo(new EventCounts(1_200, 600, 0));
    late.engine.exclude("late", midnight.minusSeconds(300), midnight.plusSeconds(300));
    assertThat(late.status("month").events()).isEqualTo(new EventCounts(600, 300, 900));
  }

  @Test
  void exclude_intervalEndsBetweenEvents_includesItsBeginningAndExcludesItsEnd() {
    test.engine.exclude("exact", at(60).plusMillis(500), at(120).plusMillis(500));
    test.run(180, 1, 1);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(120, 120, 120));
  }

  @Test
  void exclude_namedSlos_doesNotConcernOneAddedMeanwhile() {
    test.engine.exclude("only a", "a");
    test.engine.add(SreEngineTest.slo("late", Objective.availability("http", Target.of("99%"))));
    test.run(10, 1, 0);
    assertThat(test.status("late").events()).isEqualTo(new EventCounts(10, 0, 0));
  }

  @Test
  void end_afterItsDeclaredEnd_leavesTheEndWhereItWas() {
    Maintenance maintenance = test.engine.exclude("window", at(60), at(120));
    test.run(180, 1, 0);
    maintenance.end();
    assertThat(maintenance.to()).hasValue(at(120));
  }

  private static TestEngine engine() {
    return new TestEngine(SreEngineTest.availability(), MONTH, SLICES, SLICED_MONTH);
  }

  private static Instant at(long seconds) {
    return TestEngine.START.plusSeconds(seconds);
  }
}
