package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.budget.BurnRate;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The burn rates that the ticker publishes, against those of a status. */
class BurnRatesTest {
  private static final long SEED = 20_261_123;
  private static final AlertPolicy POLICY =
      AlertPolicy.of(
          "test",
          AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 6),
          AlertRule.of(Severity.TICKET, Duration.ofHours(1), Duration.ofMinutes(2), 2));
  private static final Objective AVAILABLE = Objective.availability("http", Target.of("99%"));
  private static final Objective FAST =
      Objective.latency("http", Duration.ofMillis(100), Target.of("95%")).weight(3);

  @Test
  void rate_afterEveryTickOfARandomStream_isThatOfTheStatus() {
    TestEngine test = new TestEngine(slos().toArray(Slo[]::new));
    List<BurnRates> live = slos().stream().map(slo -> test.engine.burnRates(slo.name())).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    List<Maintenance> maintenances = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      play(test, random, i);
      maintain(test, random, i, maintenances);
      test.tick();
      for (int s = 0; s < live.size(); s++) {
        String name = slos().get(s).name();
        SloStatus status = test.status(name);
        compare(status, live.get(s), "seed " + SEED + ", tick " + i);
        if (i % 7 == 0) {
          compare(status, test.engine.burnRatesNow(name), "now, seed " + SEED + ", tick " + i);
        }
      }
    }
  }

  private static void play(TestEngine test, SplittableRandom random, int i) {
    boolean quiet = i < 20 || i % 700 < 200;
    for (int n = quiet ? 0 : random.nextInt(6); n > 0; n--) {
      boolean bad = random.nextInt(i % 500 < 100 ? 2 : 50) == 0;
      test.recorder.record(bad ? Outcome.BAD : Outcome.GOOD, random.nextLong(150_000_000));
    }
  }

  private static void maintain(
      TestEngine test, SplittableRandom random, int i, List<Maintenance> running) {
    if (i % 900 == 400) {
      Instant now = TestEngine.START.plusSeconds(i);
      running.add(test.engine.exclude("past", now.minusSeconds(90), now.plusSeconds(60)));
      running.add(test.engine.exclude("from now on"));
    } else if (i % 900 == 700) {
      running.get(running.size() - 1).end();
      running.remove(random.nextInt(running.size())).revoke();
    }
  }

  private static void compare(SloStatus status, BurnRates live, String where) {
    assertThat(live.asOf()).as(where).isEqualTo(status.asOf());
    assertThat(live.size()).as(where).isEqualTo(status.burnRates().size());
    for (int i = 0; i < live.size(); i++) {
      BurnRate truth = status.burnRates().get(i);
      boolean page = status.slo().name().equals("page") && i == live.size() - 1;
      String what = where + ", " + status.slo().name() + ", window " + i;
      assertThat(live.window(i))
          .as(what)
          .isEqualTo(page ? Duration.ofDays(1) : truth.counts().window());
      assertThat(Double.valueOf(live.rate(i)))
          .as(what)
          .isEqualTo(Double.valueOf(truth.value().orElse(Double.NaN)));
    }
  }

  private static List<Slo> slos() {
    TimeWindow hour = TimeWindow.rolling(Duration.ofHours(1));
    TimeWindow threeHours = TimeWindow.rolling(Duration.ofHours(3));
    TimeWindow day = TimeWindow.calendar(TimeWindow.Unit.DAY, ZoneId.of("UTC"));
    return List.of(
        Slo.builder("single").objective(AVAILABLE).window(threeHours).alerting(POLICY).build(),
        Slo.builder("weighted").objective(FAST).window(hour).alerting(POLICY).build(),
        Slo.builder("composite")
            .objective(AVAILABLE)
            .objective(FAST)
            .window(hour)
            .alerting(POLICY)
            .build(),
        Slo.builder("page").objective(AVAILABLE).window(day).alerting(POLICY).build(),
        Slo.builder("slices")
            .objective(AVAILABLE)
            .window(hour)
            .budgeting(Budgeting.timeslices(Duration.ofSeconds(10), Target.of("90%")))
            .alerting(POLICY)
            .build());
  }

  @Test
  void burnRates_askedForTwice_areTheSameAndHoldWhatIsKnownAtOnce() {
    TestEngine test = new TestEngine(slos().get(0));
    test.run(3, 98, 2);
    BurnRates live = test.engine.burnRates("single");
    assertThat(live.rate(0)).isEqualTo(2);
    assertThat(live.asOf()).isEqualTo(TestEngine.START.plusSeconds(3));
    assertThat(test.engine.burnRates("single")).isSameAs(live);
  }

  @Test
  void burnRatesNow_ticksLater_areThoseOfTheirTick() {
    TestEngine test = new TestEngine(slos().get(0));
    test.run(3, 98, 2);
    BurnRates now = test.engine.burnRatesNow("single");
    test.run(3, 0, 100);
    assertThat(now.rate(0)).isEqualTo(2);
    assertThat(now.asOf()).isEqualTo(TestEngine.START.plusSeconds(3));
    assertThat(test.engine.burnRatesNow("single").rate(0)).isGreaterThan(2);
  }

  @Test
  void rate_sloRemoved_isNanForGood() {
    TestEngine test = new TestEngine(slos().get(0));
    BurnRates live = test.engine.burnRates("single");
    assertThat(live.rate(0)).isNaN();
    test.run(1, 1, 1);
    assertThat(live.rate(0)).isEqualTo(50);
    test.engine.remove("single");
    assertThat(live.rate(0)).isNaN();
    test.engine.add(slos().get(0));
    test.run(1, 1, 1);
    assertThat(live.rate(0)).isNaN();
    assertThat(live.asOf()).isEqualTo(TestEngine.START.plusSeconds(1));
    assertThat(test.engine.burnRates("single").rate(0)).isEqualTo(50);
  }

  @Test
  void rate_pageAsOldAsAWindow_staysThePages() {
    TestEngine test = new TestEngine(TestEngine.START.truncatedTo(ChronoUnit.DAYS), slos().get(3));
    BurnRates live = test.engine.burnRates("page");
    test.run(120, 1, 0);
    compare(test.status("page"), live, "two minutes into the day");
  }

  @Test
  void burnRates_badInput_saysWhatWouldBeRight() {
    TestEngine test = new TestEngine(slos().get(0));
    assertThatThrownBy(() -> test.engine.burnRates("nope"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("[single]");
    BurnRates live = test.engine.burnRates("single");
    assertThatThrownBy(() -> live.rate(live.size())).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> live.window(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
