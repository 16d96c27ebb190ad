package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.timeline.EventCounts;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SLOs that are changed while events are recorded, against engines that nobody changes. */
class ReplaceTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void replace_sameOrOtherTarget_equalsAnEngineThatAlwaysHadIt(long seed) {
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    TestEngine changed = new TestEngine(slo("a", "99%"), slo("other", "99.9%"));
    TestEngine always = new TestEngine(slo("a", "98%"), slo("other", "99.9%"));
    for (int part = 0; part < 6; part++) {
      int length = random.nextInt(1, 900);
      for (int second = 0; second < length; second++) {
        int good = random.nextInt(20);
        int bad = random.nextInt(10) == 0 ? random.nextInt(4) : 0;
        changed.run(1, good, bad);
        always.run(1, good, bad);
      }
      changed.engine.replace(slo("a", part % 2 == 0 ? "98%" : "97%"));
    }
    changed.engine.replace(slo("a", "98%"));
    for (String slo : new String[] {"a", "other"}) {
      SloStatus expected = always.status(slo);
      SloStatus actual = changed.status(slo);
      assertThat(actual.events()).isEqualTo(expected.events());
      assertThat(actual.counted()).isEqualTo(expected.counted());
      assertThat(actual.burnRates()).isEqualTo(expected.burnRates());
      assertThat(actual.budget()).isEqualTo(expected.budget());
    }
  }

  @Test
  void replace_firingAlert_firesOnOrIsResolvedWithItsRule() {
    TestEngine test = new TestEngine(slo("a", "99%"));
    test.run(600, 0, 1);
    assertThat(firing(test)).isTrue();
    test.engine.replace(slo("a", "99.5%"));
    assertThat(firing(test)).isTrue();
    assertThat(states(test.run(1, 0, 1))).contains(AlertState.FIRING);
    Slo quiet = test.status("a").slo();
    test.engine.replace(quiet.alerting(AlertPolicy.none()));
    assertThat(states(test.run(1, 0, 1))).isNotEmpty().containsOnly(AlertState.RESOLVED);
    assertThat(test.status("a").alerts()).isEmpty();
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(0, 602, 0));
  }

  @Test
  void replace_otherMeaning_beginsAnew() {
    TestEngine test = new TestEngine(slo("a", "99%"));
    test.run(10, 5, 5);
    test.engine.replace(
        Slo.builder("a")
            .objective(Objective.latency("http", Duration.ofMillis(100), Target.of("99%")))
            .build());
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(0, 0, 0));
    test.run(10, 5, 0);
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(50, 0, 0));
    assertThat(test.status("a").counted()).isEqualTo(new EventCounts(100, 50, 0));
  }

  @Test
  void replace_duringMaintenance_goesOnExcluding() {
    TestEngine test = new TestEngine(slo("a", "99%"));
    Maintenance maintenance = test.engine.exclude("upgrade", "a");
    test.run(10, 0, 1);
    test.engine.replace(slo("a", "98%"));
    test.run(10, 0, 1);
    maintenance.revoke();
    test.run(10, 1, 0);
    assertThat(test.status("a").events().good()).isEqualTo(10);
    assertThat(test.status("a").events().bad()).as("since it was replaced").isEqualTo(10);
  }

  @Test
  void replace_whatCannotBe_changesNothing() {
    TestEngine test = new TestEngine(slo("a", "99%"));
    test.run(10, 1, 1);
    assertThatThrownBy(() -> test.engine.replace(slo("b", "99%")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("is not an SLO of this engine; it has [a]");
    Slo elsewhere =
        Slo.builder("a").objective(Objective.availability("jobs", Target.of("99%"))).build();
    assertThatThrownBy(() -> test.engine.replace(elsewhere))
        .hasMessageContaining("is not an SLI of this engine");
    assertThat(test.status("a").slo().objectives().toString()).contains("99% of http");
    assertThat(test.status("a").events()).isEqualTo(new EventCounts(10, 10, 0));
  }

  @Test
  void replace_whoFollowsTheSlos_isToldAndReadsTheNewOne() {
    TestEngine test = new TestEngine(slo("a", "99%"));
    List<String> told = new ArrayList<>();
    test.engine.watchSlos(slos -> told.add(slos.get(0).objectives().toString()));
    BurnRates before = test.engine.burnRates("a");
    test.run(60, 9, 1);
    test.engine.replace(slo("a", "95%"));
    test.run(1, 9, 1);
    assertThat(told).containsExactly("[99% of http succeed]", "[95% of http succeed]");
    assertThat(before.rate(0)).as("of the one that is no more").isNaN();
    assertThat(test.engine.burnRates("a").rate(0)).isPositive();
  }

  /** Where windows stand is shared by SLOs that begin together; who goes on alone has his own. */
  @Test
  void replace_againAndAgain_letsGoOfWhatTheOldOneNeeded() throws Exception {
    TestEngine test = new TestEngine(slo("a", "99%"), slo("other", "99.9%"));
    assertThat(keptWindows(test.engine)).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      test.run(60, 9, 1);
      test.engine.replace(slo("a", i % 2 == 0 ? "98%" : "97%"));
      assertThat(keptWindows(test.engine)).isEqualTo(2);
    }
    test.engine.remove("a");
    assertThat(keptWindows(test.engine)).isEqualTo(1);
  }

  private static int keptWindows(SreEngine engine) throws ReflectiveOperationException {
    Object timelines = read(read(engine, "roster"), "timelines");
    return ((Map<?, ?>) read(timelines, "shared")).size();
  }

  private static Object read(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  @Test
  void leaveOut_sloWithoutItsSli_theOthersAreMeasured() {
    List<String> told = new ArrayList<>();
    Slo lost =
        Slo.builder("lost").objective(Objective.availability("jobs", Target.of("99%"))).build();
    SreEngine.Builder builder =
        SreEngine.builder().manualTicks().sli(Sli.events("http")).slo(lost).slo(slo("a", "99%"));
    assertThatThrownBy(builder::build).isInstanceOf(InvalidDefinitionException.class);
    try (SreEngine engine = builder.leaveOut(error -> told.add(error.path())).build()) {
      engine.recorder("http").record(Outcome.GOOD);
      assertThat(engine.report().slos()).hasSize(1);
    }
    assertThat(told).containsExactly("slos.lost.objectives[0].sli");
  }

  private static boolean firing(TestEngine test) {
    return test.status("a").alerts().stream().anyMatch(alert -> alert.state() == AlertState.FIRING);
  }

  private static List<AlertState> states(List<AlertTransition> transitions) {
    return transitions.stream().map(AlertTransition::to).toList();
  }

  private static Slo slo(String name, String target) {
    return Slo.builder(name).objective(Objective.availability("http", Target.of(target))).build();
  }
}
