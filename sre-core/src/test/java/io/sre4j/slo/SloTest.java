package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final Duration H1 = Duration.ofHours(1);
  private static final Objective THREE_NINES = available("99.9%");

  private static Objective available(String target) {
    return Objective.availability("checkout", Target.of(target));
  }

  private static Slo.Builder slo(Objective... objectives) {
    Slo.Builder builder = Slo.builder("checkout");
    for (Objective objective : objectives) {
      builder.objective(objective);
    }
    return builder;
  }

  private static AlertPolicy page(Duration longWindow, Duration shortWindow, double factor) {
    return AlertPolicy.of("mine", AlertRule.of(Severity.PAGE, longWindow, shortWindow, factor));
  }

  @Test
  void build_onlyAnObjective_hasTheDefaults() {
    Slo slo = slo(THREE_NINES).build();

    assertThat(slo.name()).isEqualTo("checkout");
    assertThat(slo.description()).isEmpty();
    assertThat(slo.objectives()).containsExactly(THREE_NINES);
    assertThat(slo.window()).isEqualTo(TimeWindow.rolling(Duration.ofDays(30)));
    assertThat(slo.budgeting()).isEqualTo(Budgeting.occurrences());
    assertThat(slo.alerting()).isEqualTo(AlertPolicy.preset("google", slo.window()));
    assertThat(slo.owner()).isEmpty();
    assertThat(slo.runbook()).isEmpty();
    assertThat(slo.labels()).isEmpty();
    assertThat(slo.isComposite()).isFalse();
    assertThat(slo.maxBurnRate()).isEqualByComparingTo("1000");
    assertThat(slo).hasToString("Slo[checkout: [99.9% of checkout succeed] over 30d]");
  }

  @Test
  void build_otherWindow_scalesTheDefaultPolicyByIt() {
    Slo slo = slo(THREE_NINES).window(TimeWindow.parse("28d")).build();

    assertThat(slo.alerting()).isEqualTo(AlertPolicy.preset("google", TimeWindow.parse("28d")));
  }

  @Test
  void build_everythingSet_isKept() {
    URI runbook = URI.create("https://runbooks.example/checkout");
    Slo slo =
        slo(THREE_NINES)
            .window(TimeWindow.parse("month Europe/Berlin"))
            .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("99%")))
            .alerting(page(H1, M5, 2))
            .description("people can pay")
            .owner("payments")
            .runbook(runbook)
            .label("tier", "1")
            .label("area", "shop")
            .build();

    assertThat(slo.description()).isEqualTo("people can pay");
    assertThat(slo.window()).isEqualTo(TimeWindow.parse("month Europe/Berlin"));
    assertThat(slo.budgeting())
        .isEqualTo(new Budgeting.Timeslices(Duration.ofMinutes(1), Target.of("99%")));
    assertThat(slo.alerting()).isEqualTo(page(H1, M5, 2));
    assertThat(slo.owner()).contains("payments");
    assertThat(slo.runbook()).contains(runbook);
    assertThat(slo.labels().toString()).isEqualTo("{area=shop, tier=1}");
    assertThat(slo.alerting(page(H1, M5, 2)))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(slo);
    assertThat(slo.alerting(AlertPolicy.none()).alerting()).isEqualTo(AlertPolicy.none());
    assertRejected(
        () -> slo.alerting(page(H1, M5, 1_000)),
        "slos.checkout.alerting[page 1h/5m].factor",
        "1000.0",
        "can never fire");
  }

  @Test
  void build_builderUsedAfterwards_leavesTheSloAlone() {
    Slo.Builder builder = slo(THREE_NINES).label("tier", "1");
    Slo slo = builder.build();

    builder.objective(available("99%")).label("tier", "2");

    assertThat(slo.objectives()).containsExactly(THREE_NINES);
    assertThat(slo.labels()).containsEntry("tier", "1");
  }

  @Test
  void build_composite_addsTheWeightedBurnRates() {
    Objective fast =
        Objective.latency("checkout", Duration.ofMillis(300), Target.of("95%")).weight(0.5);
    Slo slo = slo(THREE_NINES, fast).build();

    assertThat(slo.isComposite()).isTrue();
    assertThat(slo.objectives()).containsExactly(THREE_NINES, fast);
    assertThat(slo.maxBurnRate().doubleValue()).isCloseTo(1010, within(1e-9));
    assertThat(fast).hasToString("95% of checkout succeed within 300ms");
  }

  @Test
  void build_compositeWithRatioTimeslices_isAccepted() {
    Slo slo =
        slo(THREE_NINES, available("99%"))
            .budgeting(Budgeting.ratioTimeslices(Duration.ofMinutes(1)))
            .build();

    assertThat(slo.budgeting()).isEqualTo(new Budgeting.RatioTimeslices(Duration.ofMinutes(1)));
  }

  @Test
  void build_compositeWithTimeslices_isRejected() {
    Slo.Builder builder =
        slo(THREE_NINES, available("99%"))
            .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("99%")));

    assertRejected(
        builder::build,
        "slos.checkout.budgeting",
        "Timeslices over 2 objectives",
        "a composite is counted by Occurrences or RatioTimeslices");
  }

  @Test
  void build_noObjective_isRejected() {
    assertRejected(
        slo()::build, "slos.checkout.objectives", "0 objectives", "an SLO has one objective");
  }

  @Test
  void build_seventeenObjectives_areRejected() {
    Slo.Builder builder = slo();
    for (int i = 0; i < 16; i++) {
      builder.objective(THREE_NINES);
    }
    assertThat(builder.build().objectives()).hasSize(16);
    builder.objective(THREE_NINES);

    assertRejected(
        builder::build, "slos.checkout.objectives", "17 objectives", "a composite up to 16");
  }

  @Test
  void build_factorNoOutageReaches_saysWhatWouldBeReachable() {
    assertRejected(
        slo(available("93%"))::build,
        "slos.checkout.alerting[page 1h/5m].factor",
        "14.4",
        "can never fire: with a target of 93% even a full outage burns no more than 14.28 times"
            + " the budget; use a factor below 14.28, or a target above 93.06%");
  }

  @Test
  void build_factorNoCompositeReaches_leavesTheTargetOut() {
    Slo.Builder builder =
        slo(available("90%"), available("80%").weight(0.5)).alerting(page(H1, M5, 12.5));

    assertRejected(
        builder::build,
        "slos.checkout.alerting[page 1h/5m].factor",
        "12.5",
        "with these targets even a full outage burns no more than 12.50 times the budget;"
            + " use a factor below 12.50");
  }

  /** The budget of the first is just above 1/14.4 = 0.069444444..., of the second just below. */
  @ParameterizedTest
  @CsvSource({
    "0.930555555, 14.4, false",
    "0.930555556, 14.4, true",
    "93.06%, 14.4, true",
    "93.05%, 14.4, false",
    "90%, 10, false",
    "90%, 9.999999999, true",
    "99.9%, 1000, false",
    "99.9%, 999.9999999999, true",
    "75%, 4, false",
    "75%, 3.9999999999999996, true"
  })
  void build_factorAtTheBoundary_mustBeBelowTheOutagesBurnRate(
      String target, double factor, boolean accepted) {
    Slo.Builder builder = slo(available(target)).alerting(page(H1, M5, factor));

    if (accepted) {
      assertThat(builder.build().maxBurnRate()).isGreaterThan(BigDecimal.valueOf(factor));
    } else {
      assertRejected(
          builder::build,
          "slos.checkout.alerting[page 1h/5m].factor",
          String.valueOf(factor),
          "can never fire");
    }
  }

  @Test
  void build_longWindowLongerThanThePeriod_isRejected() {
    Slo.Builder builder = slo(THREE_NINES).window(TimeWindow.parse("2h"));
    assertThat(builder.alerting(page(Duration.ofHours(2), M5, 2)).build().name())
        .isEqualTo("checkout");

    assertRejected(
        builder.alerting(page(Duration.ofHours(3), M5, 2))::build,
        "slos.checkout.alerting[page 3h/5m].long",
        "3h",
        "is longer than the period, 2h");
  }

  @Test
  void build_sliceLongerThanAShortWindow_isRejected() {
    Slo.Builder builder = slo(THREE_NINES).alerting(page(H1, M5, 2));
    assertThat(builder.budgeting(Budgeting.ratioTimeslices(M5)).build().name())
        .isEqualTo("checkout");

    for (Budgeting budgeting :
        new Budgeting[] {
          Budgeting.ratioTimeslices(Duration.ofSeconds(301)),
          Budgeting.timeslices(Duration.ofSeconds(301), Target.of("99%"))
        }) {
      assertRejected(
          builder.budgeting(budgeting)::build,
          "slos.checkout.alerting[page 1h/5m].short",
          "5m",
          "is shorter than one slice, 5m1s; use shorter slices");
    }
  }

  @ParameterizedTest
  @CsvSource({"PT9S, 9s", "PT0S, 0s", "PT1H1S, 1h1s", "PT10.5S, 10s500ms"})
  void budgeting_sliceOutOfRange_isRejected(Duration slice, String value) {
    String remedy = "a slice lasts from 10s to 1h, in whole seconds";
    assertRejected(
        () -> Budgeting.timeslices(slice, Target.of("99%")), "budgeting.slice", value, remedy);
    assertRejected(() -> Budgeting.ratioTimeslices(slice), "budgeting.slice", value, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-0.001S", "PT24H0.000000001S", "PT25H"})
  void latency_thresholdOutOfRange_isRejected(Duration threshold) {
    assertRejected(
        () -> Objective.latency("checkout", threshold, Target.of("99%")),
        "latency",
        threshold.toString(),
        "longer than 0s and at most 24h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.000000001S", "PT0.3S", "PT24H"})
  void latency_thresholdWithinTheRange_isKept(Duration threshold) {
    assertThat(Objective.latency("checkout", threshold, Target.of("99%")).threshold())
        .contains(threshold);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "-1, -1.0", "NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  void weight_notPositive_isRejected(double weight, String value) {
    assertRejected(() -> THREE_NINES.weight(weight), "weight", value, "a weight is positive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a/b", "a b", "a\nb", "a\u0000", "-a", "a-", ".a", "a.", "_a", "ä", "a\n"
      })
  void build_badName_isRejected(String name) {
    assertRejected(
        Slo.builder(name).objective(THREE_NINES)::build,
        "slos.name",
        name.replace('\n', '?').replace('\u0000', '?'),
        "a name has 1 to 63 letters, digits, '-', '_' or '.'");
  }

  @Test
  void build_nameOf64Characters_isRejected() {
    assertThat(Slo.builder("a".repeat(63)).objective(THREE_NINES).build().name()).hasSize(63);
    assertRejected(
        Slo.builder("a".repeat(64)).objective(THREE_NINES)::build,
        "slos.name",
        "a".repeat(64),
        "a name has 1 to 63");
  }

  @Test
  void build_seventeenLabels_areRejected() {
    Slo.Builder builder = slo(THREE_NINES);
    for (int i = 0; i < 16; i++) {
      builder.label("key" + i, "value");
    }
    assertThat(builder.build().labels()).hasSize(16);
    builder.label("key16", "value");

    assertRejected(builder::build, "slos.checkout.labels", "17 labels", "there are at most 16");
  }

  @Test
  void build_textOf1051Characters_isRejected() {
    String longest = "x".repeat(1_050);
    String shown = "x".repeat(120) + "...";
    String remedy = "is longer than 1050 characters";
    assertThat(slo(THREE_NINES).description(longest).owner(longest).build().description())
        .isEqualTo(longest);

    assertRejected(
        slo(THREE_NINES).description(longest + "x")::build,
        "slos.checkout.description",
        shown,
        remedy);
    assertRejected(
        slo(THREE_NINES).owner(longest + "x")::build, "slos.checkout.owner", shown, remedy);
    assertRejected(
        slo(THREE_NINES).label("x", longest)::build, "slos.checkout.labels.x", shown, remedy);
  }
}
