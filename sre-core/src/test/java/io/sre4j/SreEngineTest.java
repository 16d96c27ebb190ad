package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.FakeTime;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.EventCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SreEngineTest {

  static Slo slo(String name, Objective objective) {
    return Slo.builder(name)
        .objective(objective)
        .window(TimeWindow.rolling(Duration.ofHours(1)))
        .alerting(
            AlertPolicy.of(
                "test",
                AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 14.4)))
        .build();
  }

  static Slo availability() {
    return slo("a", Objective.availability("http", Target.of("99.9%")));
  }

  @Test
  void status_fourKindsOfNothing_areFourAnswers() {
    TestEngine test = new TestEngine(availability());
    assertThat(test.status("a").state()).isEqualTo(DataState.NOT_MEASURED);
    test.run(60, 0, 0);
    assertThat(test.status("a").state()).isEqualTo(DataState.NO_DATA);
    test.run(60, 1, 0);
    assertThat(test.status("a").state()).isEqualTo(DataState.MEASURED);
    assertThat(test.status("a").sli()).hasValue(1.0);
    test.run(3_700, 0, 0);
    assertThat(test.status("a").state()).isEqualTo(DataState.NO_TRAFFIC);
    assertThat(test.status("a").sli()).isEmpty();
    test.time.advance(Duration.ofHours(2));
    test.engine.tick();
    test.time.advance(Duration.ofMillis(1));
    assertThat(test.status("a").budget().coverage()).isLessThan(0.001);
    assertThat(test.status("a").budget().state()).isEqualTo(ErrorBudget.State.UNKNOWN);
  }

  @Test
  void status_onlyExcludedEvents_isNoTrafficAndNotNoData() {
    TestEngine test = new TestEngine(availability());
    test.record(Outcome.EXCLUDED, 1);
    test.tick();
    assertThat(test.status("a").state()).isEqualTo(DataState.NO_TRAFFIC);
  }

  @Test
  void status_youngEngine_saysThatBudgetIsUnknown() {
    TestEngine test = new TestEngine(availability());
    test.run(360, 999, 1);
    SloStatus young = test.status("a");
    assertThat(young.budget().state()).isEqualTo(ErrorBudget.State.UNKNOWN);
    assertThat(young.budget().remaining().getAsDouble()).isCloseTo(0, within(1e-9));
    assertThat(young.budget().coverage()).isCloseTo(0.1, within(0.001));
    test.run(3_300, 999, 0);
    assertThat(test.status("a").budget().state()).isEqualTo(ErrorBudget.State.LEFT);
  }

  @Test
  void recorder_latencyObjectives_countEventsWithinTheirThresholdExactly() {
    Objective fast = Objective.latency("http", Duration.ofMillis(300), Target.of("99%"));
    Objective faster = Objective.latency("http", Duration.ofNanos(299_999_999), Target.of("99%"));
    TestEngine test = new TestEngine(availability(), slo("l", fast), slo("m", faster));
    test.recorder.record(Outcome.GOOD, 299_999_999);
    test.recorder.record(Outcome.GOOD, 300_000_000);
    test.recorder.record(Outcome.GOOD, 300_000_001);
    test.recorder.record(Outcome.GOOD);
    test.recorder.record(Outcome.BAD, 1);
    test.recorder.record(Outcome.EXCLUDED, 1);
    test.tick();
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(4, 1, 1));
    assertThat(test.status("l").events()).isEqualTo(new EventCounts(2, 2, 1));
    assertThat(test.status("m").events()).isEqualTo(new EventCounts(1, 3, 1));
  }

  @Test
  void status_whatBurns_isFailuresAndForLatencyWhatIsTooSlow() {
    Objective fast = Objective.latency("http", Duration.ofMillis(300), Target.of("99%"));
    TestEngine test = new TestEngine(availability(), slo("l", fast));
    test.recorder.record(Outcome.GOOD, 300_000_001, "/a", EventAttributes::route);
    test.recorder.record(Outcome.BAD, 1, "/a", EventAttributes::route);
    test.recorder.record(Outcome.GOOD, 300_000_000, "/b", EventAttributes::route);
    test.tick();
    assertThat(test.status("a").causes())
        .containsExactly(new Cause(Dimension.ROUTE, "/a", 1, 1, 1));
    assertThat(test.status("l").causes())
        .containsExactly(new Cause(Dimension.ROUTE, "/a", 2, 2, 2));
    assertThat(test.status("a").lastBad()).hasSize(1);
    assertThat(test.status("l").lastBad()).hasSize(2);
  }

  @Test
  void tick_fullOutageAfterFullHistory_pagesAfter52Seconds() {
    Slo google = Slo.builder("g").objective(availability().objectives().get(0)).build();
    TestEngine test = new TestEngine(google);
    test.run(3 * 3600, 10, 0);
    int seconds = 0;
    List<AlertTransition> transitions = List.of();
    while (transitions.isEmpty() && seconds < 1_000) {
      transitions =
          test.run(1, 0, 10).stream().filter(t -> t.rule().severity() == Severity.PAGE).toList();
      seconds++;
    }
    assertThat(seconds).isBetween(51, 53);
    AlertTransition page = transitions.get(0);
    assertThat(page.to()).isEqualTo(AlertState.FIRING);
    assertThat(page.rule().id()).isEqualTo("page 1h/5m");
    assertThat(page.at()).isEqualTo(TestEngine.START.plusSeconds(3 * 3600 + seconds));
    assertThat(page.evidence().explanation())
        .contains("burns 14")
        .contains("began about 12:00:00Z")
        .contains("the rest lasts 2d");
    assertThat(page.evidence().onset()).hasValue(TestEngine.START.plusSeconds(3 * 3600));
  }

  @Test
  void tick_alertsWhileTrafficStops_doNotResolveForWantOfEvents() {
    TestEngine test = new TestEngine(availability());
    test.run(300, 10, 0);
    assertThat(test.run(30, 0, 10)).hasSize(1);
    assertThat(test.run(60, 0, 0)).isEmpty();
    List<AlertTransition> later = test.run(300, 0, 0);
    assertThat(later).extracting(AlertTransition::to).startsWith(AlertState.RESOLVED);
  }

  @Test
  void tick_recovery_resolvesThenBecomesInactive() {
    TestEngine test = new TestEngine(availability());
    test.run(300, 10, 0);
    test.run(30, 0, 10);
    List<AlertTransition> transitions = test.run(40, 10, 0);
    assertThat(transitions)
        .extracting(AlertTransition::to)
        .containsExactly(AlertState.RESOLVED, AlertState.INACTIVE);
    assertThat(transitions.get(0).evidence().explanation()).startsWith("burns no more");
  }

  @Test
  void tick_gapInMeasuring_freezesAlertsAndDoesNotDiluteWindows() {
    TestEngine test = new TestEngine(availability());
    test.run(300, 10, 0);
    test.run(30, 0, 10);
    test.time.advance(Duration.ofSeconds(20));
    List<AlertTransition> frozen = test.engine.tick();
    assertThat(frozen).extracting(AlertTransition::to).containsExactly(AlertState.FROZEN);
    SloStatus status = test.status("a");
    assertThat(status.burnRates().get(0).counts().total()).as("10 s window").isZero();
    assertThat(status.burnRates().get(1).counts().bad()).as("2 min window").isEqualTo(300);
    assertThat(status.burnRates().get(1).counts().total()).isEqualTo(1_000);
    assertThat(status.burnRates().get(1).counts().coverage()).isCloseTo(101 / 120.0, within(0.01));
    List<AlertTransition> thawed = test.run(12, 0, 10);
    assertThat(thawed).extracting(AlertTransition::to).containsExactly(AlertState.FIRING);
  }

  @Test
  void tick_wallClockStepped_changesLabelsOnly() {
    TestEngine test = new TestEngine(availability());
    test.run(100, 10, 0);
    test.time.stepWallClock(Duration.ofHours(-5));
    test.run(100, 10, 0);
    assertThat(test.status("a").events().good()).isEqualTo(2_000);
    assertThat(test.status("a").burnRates().get(1).counts().good()).isEqualTo(1_200);
    assertThat(test.status("a").asOf())
        .isEqualTo(TestEngine.START.plusSeconds(200).minus(Duration.ofHours(5)));
  }

  @Test
  void add_sloAtRunTime_countsFromThenOnAndOthersLoseNothing() {
    TestEngine test = new TestEngine(availability());
    test.run(10, 7, 1);
    test.engine.add(slo("late", Objective.latency("http", Duration.ofMillis(2), Target.of("99%"))));
    test.run(10, 7, 1);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(140, 20, 0));
    assertThat(test.status("late").events()).isEqualTo(new EventCounts(70, 10, 0));
  }

  @Test
  void add_badDefinitionAtRunTime_throwsAndChangesNothing() {
    TestEngine test = new TestEngine(availability());
    Slo unknown = slo("b", Objective.availability("htttp", Target.of("99%")));
    assertThatThrownBy(() -> test.engine.add(unknown))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("slos.b.objectives[0].sli = htttp")
        .hasMessageContaining("[http]");
    assertThatThrownBy(() -> test.engine.add(availability()))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("slos.a.name = a: is taken");
    test.run(10, 1, 0);
    assertThat(test.engine.report().slos()).hasSize(1);
    assertThat(test.status("a").events().good()).isEqualTo(10);
  }

  @Test
  void build_badDefinitions_nameThePathAndTheRemedy() {
    SreEngine.Builder twice =
        SreEngine.builder().manualTicks().sli(Sli.events("http")).sli(Sli.events("http"));
    assertThatThrownBy(twice::build).hasMessageContaining("slis.http.name");
    SreEngine.Builder probes =
        SreEngine.builder().probe(Sli.up("db"), () -> true).probe(Sli.up("db"), () -> false);
    assertThatThrownBy(probes::build).hasMessageContaining("slis.db.name");
    SreEngine.Builder slow = SreEngine.builder().tick(Duration.ofMinutes(2));
    assertThatThrownBy(slow::build).hasMessageContaining("tick = 2m").hasMessageContaining("1m");
    assertThatThrownBy(() -> new TestEngine().engine.recorder("x"))
        .hasMessageContaining("sli = x")
        .hasMessageContaining("[http]");
    assertThatThrownBy(() -> new TestEngine().engine.status("x"))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void probes_sampledOncePerTick_missingValuesAreNotMeasured() {
    FakeTime time = new FakeTime(TestEngine.START);
    AtomicReference<Double> age = new AtomicReference<>(5.0);
    Slo fresh = slo("fresh", Objective.availability("age", Target.of("99%")));
    SreEngine engine =
        SreEngine.builder()
            .timeSource(time)
            .manualTicks()
            .probe(Sli.atMost("age", 30), age::get)
            .probe(Sli.up("db"), () -> true)
            .slo(fresh)
            .slo(slo("up", Objective.availability("db", Target.of("99%"))))
            .build();
    for (double value : new double[] {30, 30.1, Double.NaN}) {
      age.set(value);
      time.advance(Duration.ofSeconds(1));
      engine.tick();
    }
    age.set(null);
    time.advance(Duration.ofSeconds(1));
    engine.tick();
    assertThat(engine.status("fresh").events()).isEqualTo(new EventCounts(1, 1, 0));
    assertThat(engine.status("fresh").budget().coverage() * 3600).isCloseTo(2, within(0.01));
    assertThat(engine.status("up").events()).isEqualTo(new EventCounts(4, 0, 0));
    assertThat(engine.status("up").budget().coverage() * 3600).isCloseTo(4, within(0.01));
    for (int i = 0; i < 3_700; i++) {
      time.advance(Duration.ofSeconds(1));
      engine.tick();
    }
    assertThat(engine.status("fresh").state()).isEqualTo(DataState.NOT_MEASURED);
  }

  @Test
  void engines_twoInOneProcess_doNotMeet() {
    TestEngine one = new TestEngine(availability());
    TestEngine other = new TestEngine(availability());
    one.run(5, 3, 0);
    other.run(5, 0, 2);
    assertThat(one.status("a").events()).isEqualTo(new EventCounts(15, 0, 0));
    assertThat(other.status("a").events()).isEqualTo(new EventCounts(0, 10, 0));
  }

  @Test
  void close_eventsSinceLastTick_areTakenOverOnce() {
    TestEngine test = new TestEngine(availability());
    test.record(Outcome.GOOD, 3);
    test.engine.close();
    test.record(Outcome.GOOD, 2);
    test.engine.close();
    assertThat(test.status("a").events().good()).isEqualTo(3);
  }

  @Test
  void tick_lateByUpToTwoTicks_neverFreezesNorLosesCoverage() {
    TestEngine test = new TestEngine(availability());
    SplittableRandom random = new SplittableRandom(3);
    test.run(20, 1, 0);
    for (int i = 0; i < 5_000; i++) {
      test.record(Outcome.GOOD, 1);
      test.time.advance(Duration.ofMillis(700 + random.nextInt(2_300)));
      assertThat(test.engine.tick()).as("seed 3, tick " + i).isEmpty();
      double coverage = test.status("a").burnRates().get(0).counts().coverage();
      assertThat(coverage).as("seed 3, tick " + i).isGreaterThan(0.999);
    }
  }

  @Test
  void tick_listenerThatNeverReturns_doesNotHoldUpTheEngine() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    BlockingQueue<AlertTransition> told = new LinkedBlockingQueue<>();
    TestEngine test = new TestEngine(availability());
    test.engine.add((AlertListener) transition -> awaitQuietly(never));
    test.engine.add((AlertListener) told::add);
    test.run(300, 10, 0);
    List<AlertTransition> fired = test.run(30, 0, 10);
    assertThat(told.poll(30, TimeUnit.SECONDS)).isSameAs(fired.get(0));
    List<AlertTransition> resolved = test.run(15, 10, 0);
    assertThat(told.poll(30, TimeUnit.SECONDS)).isSameAs(resolved.get(0));
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(3_150, 300, 0));
    never.countDown();
    test.engine.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tick_sloWithoutAlerts_isCountedOn() {
    Slo silent =
        Slo.builder("silent")
            .objective(Objective.availability("http", Target.of("99%")))
            .alerting(AlertPolicy.none())
            .build();
    TestEngine test = new TestEngine(silent);
    assertThat(test.run(120, 9, 1)).isEmpty();
    assertThat(test.status("silent").counted().bad()).isEqualTo(120);
    assertThat(test.status("silent").events().bad()).isEqualTo(120);
  }
}
