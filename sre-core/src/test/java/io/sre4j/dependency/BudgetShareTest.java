package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.finding.Proportion;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Shares of budgets and ceilings over a real engine, against a plain list of what happened. */
class BudgetShareTest {
  private static final long SEED = 20_261_123;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration RUN = Duration.ofHours(8);

  /* Within these ages a window's last slot may count an event or not. */
  private static final List<List<Duration>> EDGES =
      List.of(
          List.of(Duration.ofSeconds(260), Duration.ofSeconds(340)),
          List.of(Duration.ofMinutes(54), Duration.ofMinutes(66)),
          List.of(Duration.ofMinutes(325), Duration.ofMinutes(395)));

  private record Bad(Duration age, String dependency) {}

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
  private final SreEngine engine =
      SreEngine.builder()
          .timeSource(time)
          .manualTicks()
          .sli(Sli.events("http"))
          .slo(slo("three-nines", Target.of("99.9%")).build())
          .slo(slo("95-percent", Target.of("95%")).build())
          .slo(
              slo("slices", Target.of("99.9%"))
                  .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("99%")))
                  .build())
          .build();
  private final List<Bad> happened = new ArrayList<>();

  private static Slo.Builder slo(String name, Target target) {
    return Slo.builder(name).objective(Objective.availability("http", target));
  }

  @Test
  void shares_randomStream_areThoseOfTheList() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (Duration left = RUN; !left.isZero(); left = left.minus(STEP)) {
      Duration age = left;
      boolean atAnEdge =
          EDGES.stream().anyMatch(e -> age.compareTo(e.get(0)) > 0 && age.compareTo(e.get(1)) < 0);
      if (!atAnEdge && random.nextInt(5) == 0) {
        burn(age, random);
      }
      time.advance(STEP);
      engine.tick();
    }
    DependencyReport report = new Dependencies().report(engine.report().slos());
    List<BudgetShare> shares =
        report.shares().stream().filter(share -> share.slo().equals("three-nines")).toList();
    assertThat(shares)
        .as("seed %d", SEED)
        .extracting(BudgetShare::dependency)
        .containsExactlyInAnyOrder("d0", "d1", "d2");
    for (BudgetShare share : shares) {
      assertThat(share.last5m()).isEqualTo(of(share, Duration.ofMinutes(5)));
      assertThat(share.last1h()).isEqualTo(of(share, Duration.ofHours(1)));
      assertThat(share.last6h()).isEqualTo(of(share, Duration.ofHours(6)));
    }
    assertThat(shares.get(0).last5m().part()).isGreaterThanOrEqualTo(shares.get(1).last5m().part());
    assertThat(shares.get(0).last6h().whole()).isGreaterThan(shares.get(0).last1h().whole());
  }

  /** Every third is the service's own fault. */
  private void burn(Duration age, SplittableRandom random) {
    for (int i = random.nextInt(20); i >= 0; i--) {
      int culprit = random.nextInt(9);
      String dependency = culprit < 3 ? null : "d" + culprit % 3;
      happened.add(new Bad(age, dependency == null ? "" : dependency));
      EventAttributes attributes = new EventAttributes("GET /" + i % 3, null, dependency, null);
      engine.recorder("http").record(Outcome.BAD, 1, attributes, given -> given);
    }
  }

  private Proportion of(BudgetShare share, Duration window) {
    Predicate<Bad> within = bad -> bad.age.compareTo(window) <= 0;
    return new Proportion(
        happened.stream().filter(within.and(b -> b.dependency.equals(share.dependency()))).count(),
        happened.stream().filter(within).count());
  }

  @Test
  void shares_nothingBurned_areNone() {
    engine.tick();
    assertThat(new Dependencies().report(engine.report().slos()).shares()).isEmpty();
  }

  /** The example of the class: 0.1 % and 0.2 % of 100,000 requests. */
  @Test
  void ceiling_twoHardDependencies_isTheirProduct() {
    Calls calls = new Calls().requests(99_600, Outcome.GOOD, "a", "b", "soft");
    calls.requests(100, Outcome.BAD, "a!", "b", "soft").requests(200, Outcome.BAD, "a", "b!");
    calls.requests(100, Outcome.GOOD, "a", "b", "soft!");
    RouteCeiling ceiling = ceiling(calls);
    assertThat(ceiling.hard()).containsExactly("b", "a");
    assertThat(ceiling.value()).isEqualTo(0.999 * 0.998);
    assertThat(ceiling.promises())
        .containsExactlyInAnyOrder(
            promise("three-nines", "99.9%", RouteCeiling.Standing.OUT_OF_REACH),
            promise("95-percent", "95%", RouteCeiling.Standing.WITHIN_REACH));
  }

  /** 30 of 30,000 may be 99.9 % or not. */
  @Test
  void ceiling_closeToTheTarget_isUnclear() {
    Calls calls = new Calls().requests(29_970, Outcome.GOOD, "a").requests(30, Outcome.BAD, "a!");
    assertThat(ceiling(calls).promises())
        .contains(promise("three-nines", "99.9%", RouteCeiling.Standing.UNCLEAR));
    assertThat(ceiling(calls).value()).isEqualTo(0.999);
    assertThat(ceiling(calls).low()).isLessThan(0.999);
    assertThat(ceiling(calls).high()).isGreaterThan(0.999);
  }

  /** Requests that never call it are not limited by it. */
  @Test
  void ceiling_calledByFewRequests_isOfAllRequests() {
    Calls calls = new Calls().requests(50, Outcome.GOOD, "a").requests(50, Outcome.BAD, "a!");
    for (int i = 0; i < 900; i++) {
      calls.route.ended(Outcome.GOOD, null);
    }
    assertThat(ceiling(calls).value()).isEqualTo(0.95);
  }

  @Test
  void ceiling_nothingHard_isOne() {
    RouteCeiling ceiling = ceiling(new Calls().requests(10, Outcome.BAD, "a!"));
    assertThat(ceiling.value()).isEqualTo(1);
    assertThat(ceiling.hard()).isEmpty();
  }

  private RouteCeiling ceiling(Calls calls) {
    return calls.dependencies.report(engine.report().slos()).routes().get(0).ceiling();
  }

  private static RouteCeiling.Promise promise(
      String slo, String target, RouteCeiling.Standing standing) {
    return new RouteCeiling.Promise(slo, Target.of(target), standing);
  }
}
