package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.alert.AlertTransition;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.store.Store;
import io.sre4j.store.StoreStatus;
import io.sre4j.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that is closed and built again, over one directory. */
class RestartTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path directory;

  private static Slo.Builder slo(String name, String target) {
    return Slo.builder(name).objective(Objective.availability("http", Target.of(target)));
  }

  private static List<Slo> variety() {
    Objective fast = Objective.latency("http", Duration.ofMillis(100), Target.of("95%"));
    Objective works = Objective.availability("http", Target.of("99%"));
    return List.of(
        slo("plain", "99.9%").build(),
        Slo.builder("fast").objective(fast).window(TimeWindow.rolling(Duration.ofDays(7))).build(),
        slo("month", "99%").window(TimeWindow.parse("month Europe/Berlin")).build(),
        slo("slices", "99%")
            .budgeting(Budgeting.timeslices(Duration.ofSeconds(10), Target.of("90%")))
            .build(),
        Slo.builder("both")
            .objective(works.weight(2))
            .objective(fast)
            .budgeting(Budgeting.ratioTimeslices(Duration.ofSeconds(10)))
            .build());
  }

  /** An engine, its clock, and what it is given. */
  private static final class Run {
    final FakeTime time;
    final SreEngine engine;
    final SliRecorder recorder;

    Run(Instant start, Path directory, List<Slo> slos) {
      time = new FakeTime(start);
      SreEngine.Builder builder =
          SreEngine.builder().timeSource(time).manualTicks().sli(Sli.events("http"));
      slos.forEach(builder::slo);
      if (directory != null) {
        builder.store(Store.in(directory));
      }
      engine = builder.build();
      recorder = engine.recorder("http");
    }

    List<AlertTransition> tick(Duration passed, int good, int bad, int slow) {
      for (int i = 0; i < good; i++) {
        recorder.record(Outcome.GOOD, 1_000_000);
      }
      for (int i = 0; i < bad; i++) {
        recorder.record(Outcome.BAD, 1_000_000);
      }
      for (int i = 0; i < slow; i++) {
        recorder.record(Outcome.GOOD, 900_000_000);
      }
      time.advance(passed);
      return engine.tick();
    }

    void ticks(int seconds, int good, int bad) {
      for (int i = 0; i < seconds; i++) {
        tick(SECOND, good, bad, 0);
      }
    }

    SloStatus status(String slo) {
      return engine.status(slo);
    }

    StoreStatus store() {
      return engine.store().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void restart_anyRun_equalsTheRunThatStalled(long seed) {
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Run whole = new Run(START, null, variety());
    Run cut = new Run(START, directory, variety());
    List<String> transitions = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      int outage = round == 2 ? 0 : random.nextInt(8);
      int seconds = round == 2 ? 3_000 : random.nextInt(10, 3_000);
      for (int i = 0; i < seconds; i++) {
        boolean burns = outage < 4 && i > seconds / 2;
        int bad = burns ? random.nextInt(6) : random.nextInt(400) / 399;
        int slow = outage == 5 ? random.nextInt(3) : 0;
        int good = random.nextInt(4);
        List<AlertTransition> expected = whole.tick(SECOND, good, bad, slow);
        same(cut.tick(SECOND, good, bad, slow), expected);
        expected.forEach(t -> transitions.add(t.to().name()));
        if (i % 50 == 0) {
          same(cut, whole, "seed " + seed + ", round " + round + ", second " + i);
        }
      }
      Duration down = Duration.ofSeconds(random.nextInt(4, round == 4 ? 90_000 : 400));
      cut.engine.close();
      whole.engine.tick();
      Instant now = cut.time.now().at().plus(down);
      cut = new Run(now, directory, variety());
      assertThat(cut.store().resumedFrom()).contains(now.minus(down));
      assertThat(cut.store().gap()).isEqualTo(down);
      same(cut.tick(SECOND, 5, 0, 0), whole.tick(down.plus(SECOND), 5, 0, 0));
      same(cut, whole, "seed " + seed + ", after round " + round);
    }
    assertThat(transitions).contains("FIRING");
    assertThat(cut.store().notes()).isEmpty();
  }

  private static void same(List<AlertTransition> actual, List<AlertTransition> expected) {
    assertThat(actual.stream().filter(t -> t.from() != t.to()).map(RestartTest::key))
        .containsExactlyElementsOf(expected.stream().map(RestartTest::key).toList());
  }

  private static String key(AlertTransition t) {
    return t.slo().name() + t.rule().id() + t.from() + t.to() + t.at();
  }

  private static void same(Run actual, Run expected, String where) {
    for (Slo slo : variety()) {
      SloStatus is = actual.status(slo.name());
      SloStatus should = expected.status(slo.name());
      assertThat(is.burnRates()).as(where).isEqualTo(should.burnRates());
      assertThat(is.budget()).as(where).isEqualTo(should.budget());
      assertThat(is.events()).as(where).isEqualTo(should.events());
      assertThat(is.state()).as(where).isEqualTo(should.state());
      assertThat(is.detectability()).as(where).isEqualTo(should.detectability());
      for (int i = 0; i < should.alerts().size(); i++) {
        assertThat(text(is.alerts().get(i))).as(where).isEqualTo(text(should.alerts().get(i)));
      }
    }
  }

  private static String text(AlertStatus alert) {
    var evidence = alert.evidence();
    return List.of(
            alert.rule(),
            alert.state(),
            alert.since(),
            evidence.longWindow(),
            evidence.shortWindow(),
            evidence.requiredBad(),
            evidence.dispersion(),
            evidence.onset(),
            evidence.budgetSpent())
        .toString();
  }

  private Run restarted(Run before, Duration down, Slo... slos) {
    before.engine.close();
    return new Run(before.time.now().at().plus(down), directory, List.of(slos));
  }

  @Test
  void restart_firingAlert_staysFiringSinceThenAndResolves() {
    Slo slo = slo("s", "99%").build();
    Run run = new Run(START, directory, List.of(slo));
    run.ticks(3_000, 3, 0);
    run.ticks(600, 0, 3);
    AlertStatus before = run.status("s").alerts().get(0);
    assertThat(before.state()).isEqualTo(AlertState.FIRING);
    run = restarted(run, Duration.ofSeconds(5), slo);
    AlertStatus after = run.status("s").alerts().get(0);
    assertThat(after.state()).isEqualTo(AlertState.FIRING);
    assertThat(after.since()).isEqualTo(before.since());
    List<AlertTransition> told = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      run.tick(SECOND, 5, 0, 0).stream()
          .filter(t -> t.rule().equals(after.rule()))
          .forEach(told::add);
    }
    assertThat(told.stream().map(t -> t.from() + "-" + t.to()))
        .startsWith("FIRING-FIRING", "FIRING-RESOLVED");
    assertThat(told.get(0).at()).isEqualTo(before.since());
  }

  @Test
  void restart_clusteredErrors_gateAsksForAsMuchAsBefore() {
    Slo slo = slo("s", "99%").build();
    Run run = new Run(START, directory, List.of(slo));
    for (int minute = 0; minute < 30 * 60; minute++) {
      run.tick(Duration.ofMinutes(1), 30, minute % 180 == 30 ? 8 : 0, 0);
    }
    double before = run.status("s").alerts().get(0).evidence().dispersion();
    assertThat(before).isGreaterThan(3);
    run = restarted(run, SECOND, slo);
    for (int minute = 0; minute < 90; minute++) {
      run.tick(Duration.ofMinutes(1), 30, 0, 0);
      double after = run.status("s").alerts().get(0).evidence().dispersion();
      assertThat(after).isBetween(before * 0.8, before * 1.2);
    }
  }

  @Test
  void restart_targetAndAlertingChanged_countsAreKept() {
    Run run = new Run(START, directory, List.of(slo("s", "99%").build()));
    run.ticks(100, 5, 1);
    Slo other =
        slo("s", "99.5%").alerting(AlertPolicy.preset("none", TimeWindow.parse("30d"))).build();
    run = restarted(run, SECOND, other);
    assertThat(run.status("s").events().bad()).isEqualTo(100);
    assertThat(run.status("s").events().good()).isEqualTo(500);
    assertThat(run.store().notes()).noneMatch(note -> note.contains("begins anew"));
  }

  @Test
  void restart_windowGrew_countsAreKeptAndTheRestIsNotMeasured() {
    Slo week = slo("s", "99%").window(TimeWindow.parse("7d")).build();
    Run run = new Run(START, directory, List.of(week));
    for (int i = 0; i < 9 * 24 * 60; i++) {
      run.tick(SECOND, 1, 0, 0);
      run.time.advance(Duration.ofSeconds(59));
    }
    Slo month = slo("s", "99%").window(TimeWindow.parse("30d")).build();
    assertThat(run.status("s").events().good()).isBetween(10_000L, 10_160L);
    run = restarted(run, SECOND, month);
    assertThat(run.status("s").events().good()).isBetween(10_000L, 10_260L);
    assertThat(run.store().notes()).singleElement().asString().contains("window 7d", "now 30d");
    Slo page = slo("s", "99%").window(TimeWindow.parse("month UTC")).build();
    run = restarted(run, SECOND, page);
    // From the first of December, 00:00 to 09:00 on the second.
    assertThat(run.status("s").events().good()).isBetween(33L * 60 - 721, 33L * 60 + 1);
    assertThat(run.store().notes()).singleElement().asString().contains("month UTC");
  }

  @Test
  void restart_meaningChanged_begunAnewWithAMessage() {
    Slo counted = slo("slices", "99%").build();
    Slo fast =
        Slo.builder("fast")
            .objective(Objective.latency("http", Duration.ofMillis(100), Target.of("99%")))
            .build();
    Slo gone = slo("gone", "99%").build();
    Run run = new Run(START, directory, List.of(counted, fast, gone));
    run.ticks(600, 0, 5);
    Slo sliced =
        slo("slices", "99%").budgeting(Budgeting.ratioTimeslices(Duration.ofMinutes(1))).build();
    Slo slower =
        Slo.builder("fast")
            .objective(Objective.latency("http", Duration.ofMillis(300), Target.of("99%")))
            .build();
    Slo fresh = slo("fresh", "99%").build();
    run = restarted(run, SECOND, sliced, slower, fresh);
    for (String name : List.of("slices", "fast", "fresh")) {
      assertThat(run.status(name).events().bad()).isZero();
    }
    assertThat(run.store().notes())
        .anyMatch(note -> note.contains("slices") && note.contains("RatioTimeslices"))
        .anyMatch(
            note -> note.contains("fast") && note.contains("PT0.1S") && note.contains("300ms"))
        .anyMatch(note -> note.contains("gone is not defined"))
        .noneMatch(note -> note.contains("nobody is told"));
    // The alert of a promise that is still made ends, so that who was told hears of it.
    assertThat(run.status("fast").alerts().get(0).state()).isEqualTo(AlertState.FIRING);
    assertThat(run.tick(SECOND, 1, 0, 0))
        .anyMatch(t -> t.slo().name().equals("fast") && t.to() == AlertState.RESOLVED);
  }

  @Test
  void add_beforeTheFirstSnapshot_claimsItsHistory() {
    Slo slo = slo("later", "99%").build();
    Run run = new Run(START, directory, List.of(slo));
    run.ticks(10, 1, 1);
    run = restarted(run, SECOND);
    run.engine.add(slo);
    assertThat(run.status("later").events().bad()).isEqualTo(10);
    run.engine.remove("later");
    run.engine.add(slo);
    assertThat(run.status("later").events().bad()).isZero();
  }

  @Test
  void restart_clockWentBack_aLittleIsKeptMuchIsNot() {
    Slo slo = slo("s", "99%").build();
    Run run = new Run(START, directory, List.of(slo));
    run.ticks(100, 1, 1);
    run = restarted(run, Duration.ofMinutes(-30), slo);
    assertThat(run.status("s").events().bad()).isEqualTo(100);
    assertThat(run.store().gap()).isZero();
    run.ticks(100, 1, 1);
    run = restarted(run, Duration.ofDays(-2), slo);
    assertThat(run.status("s").events().bad()).isZero();
    assertThat(run.store().notes()).singleElement().asString().contains("is not used");
  }

  @Test
  void twoEngines_oneDirectory_eachHasASlotOfItsOwn() {
    Slo slo = slo("s", "99%").build();
    Run first = new Run(START, directory, List.of(slo));
    Run second = new Run(START, directory, List.of(slo));
    assertThat(first.store().slot()).isNotEqualTo(second.store().slot());
    first.ticks(10, 1, 0);
    second.ticks(20, 1, 0);
    first.engine.close();
    second.engine.close();
    Run third = new Run(START.plusSeconds(30), directory, List.of(slo));
    Run fourth = new Run(START.plusSeconds(30), directory, List.of(slo));
    assertThat(third.status("s").events().good()).isEqualTo(10);
    assertThat(fourth.status("s").events().good()).isEqualTo(20);
    third.engine.close();
    fourth.engine.close();
  }

  @Test
  void build_definitionIsInvalid_slotIsFreeAgain() {
    SreEngine.Builder invalid =
        SreEngine.builder().manualTicks().store(Store.in(directory)).slo(slo("s", "99%").build());
    assertThatThrownBy(invalid::build).isInstanceOf(InvalidDefinitionException.class);
    Run run = new Run(START, directory, List.of());
    assertThat(run.store().slot()).contains(directory.resolve("slot-0"));
    run.engine.close();
  }

  @Test
  void build_lossOfLessThanFourTicks_refused() {
    SreEngine.Builder builder =
        SreEngine.builder().store(Store.in(directory).loss(Duration.ofSeconds(3)));
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("store.loss");
    assertThatThrownBy(() -> Store.in(directory).loss(Duration.ZERO))
        .isInstanceOf(InvalidDefinitionException.class);
  }
}
