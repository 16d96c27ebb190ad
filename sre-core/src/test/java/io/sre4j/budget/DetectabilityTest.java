package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.budget.Detectability.Delay;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectabilityTest {
  private static final Slo THREE_NINES = slo("99.9%").build();

  private static Slo.Builder slo(String target) {
    return Slo.builder("http").objective(Objective.availability("http", Target.of(target)));
  }

  private static Detectability at(double eventsPerHour) {
    return Detectability.of(THREE_NINES, eventsPerHour, eventsPerHour / 1_000, 1);
  }

  private static Delay delay(Detectability detectability, String label) {
    return detectability.delays().stream()
        .filter(delay -> delay.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /**
   * SRE Workbook, chapter 5: factor x window / burn rate. Burn 14.4 is not more than the first
   * rule's 14.4, so the second finds it: 6 x 6 h / 14.4 = 2.5 h. The third rule's factor is 1, so
   * its evidence comes a little after its ratio: 36 h and 12 h, and 0.3 % with this traffic.
   */
  @ParameterizedTest
  @CsvSource({
    "outage, 1000, PT52S, PT52S",
    "burn 14.4, 14.4, PT2H30M, PT2H30M",
    "burn 6, 6, PT12H, PT12H2M",
    "burn 2, 2, PT36H, PT36H6M"
  })
  void of_plentyOfTraffic_isTheWorkbooksDetectionTime(
      String label, double burnRate, Duration from, Duration to) {
    Delay delay = delay(at(3.6e7), label);

    assertThat(delay.burnRate()).isEqualTo(burnRate);
    assertThat(delay.byPolicy().orElseThrow()).isBetween(from, to);
  }

  /** Oracle for the third rule's evidence: the Poisson quantile, at a sixteenth of the chance. */
  @ParameterizedTest
  @CsvSource({"36000, burn 6, 6", "36000, burn 2, 2", "600, burn 6, 6", "60, burn 6, 6"})
  void of_littleTraffic_waitsForTheEvidenceOfTheSlowRule(
      double eventsPerHour, String label, double burnRate) {
    double badPerHour = eventsPerHour / 1_000;
    int quantile = PoissonDistribution.of(badPerHour * 72).inverseSurvivalProbability(1e-4 / 16);
    double least = (quantile + 1) / (badPerHour * burnRate) * 3_600;
    double twoCounts = 2 / (badPerHour * burnRate) * 3_600;

    assertThat((double) delay(at(eventsPerHour), label).byPolicy().orElseThrow().toSeconds())
        .isBetween(least - 1e-6, least + (quantile < 500 ? 1 : twoCounts + 1));
  }

  /** operations.md 1.1, the simulation's bounds: events/h, burn rate, minutes. */
  @ParameterizedTest
  @CsvSource({
    "60, burn 14.4, 525",
    "600, burn 14.4, 52.5",
    "60, outage, 1.91",
    "600, outage, 0.19",
    "36000, burn 6, 3.8"
  })
  void bound_trafficAndBurn_isLordens(double eventsPerHour, String label, double minutes) {
    Duration bound = delay(at(eventsPerHour), label).bound().orElseThrow();

    assertThat(bound.toSeconds() / 60.0).isBetween(minutes * 0.99, minutes * 1.01 + 1 / 60.0);
  }

  /**
   * Evidence: 3 bad of 60 events/h for the first rule, 17 of 0.864 bad/h for the third; the second
   * would need 6, which take 6.9 hours.
   */
  @Test
  void of_oneEventPerMinute_waitsForEvidence() {
    Detectability detectability = at(60);

    assertThat(delay(detectability, "outage").byPolicy()).contains(Duration.ofMinutes(3));
    assertThat(delay(detectability, "burn 14.4").byPolicy())
        .contains(Duration.ofSeconds((long) Math.ceil(17 / 0.864 * 3_600)));
    assertThat(delay(detectability, "burn 2").byPolicy()).isEmpty();
    assertThat(detectability.blind()).isEmpty();
    assertThat(detectability.describe())
        .isEqualTo(
            "at 60 events/h; burn 2 never found (no method: under 23d15h34m59s);"
                + " burn 6 found in 1d23h13m20s (no method: under 1d14h5m38s);"
                + " burn 14.4 found in 19h40m34s (no method: under 8h44m50s);"
                + " outage found in 3m (no method: under 1m55s)");
  }

  /** Two bad events are evidence, which take two hours: longer than the first rule looks back. */
  @Test
  void of_oneEventPerHour_firstRuleIsBlind() {
    Detectability detectability = at(1);

    assertThat(detectability.blind()).containsExactly("page 1h/5m");
    assertThat(delay(detectability, "outage").byPolicy()).contains(Duration.ofHours(2));
    assertThat(detectability.describe()).endsWith("; too little traffic for [page 1h/5m]");
  }

  @Test
  void of_noTraffic_knowsNothing() {
    Detectability detectability = at(0);

    assertThat(detectability.delays()).hasSize(4);
    assertThat(detectability.delays()).allMatch(delay -> delay.byPolicy().isEmpty());
    assertThat(detectability.delays()).allMatch(delay -> delay.bound().isEmpty());
    assertThat(detectability.blind()).containsExactly("page 1h/5m", "page 6h/30m", "ticket 3d/6h");
    assertThat(detectability.describe())
        .isEqualTo("no traffic seen yet, so nobody knows what the alerts could find");
  }

  @Test
  void of_clusteredErrors_waitsForMoreOfThem() {
    // 2 clusters of 5: 10 bad events at one a minute.
    Detectability clustered = Detectability.of(THREE_NINES, 60, 0.06, 5);

    assertThat(delay(clustered, "outage").byPolicy()).contains(Duration.ofMinutes(10));
    // 8 clusters of 5 for the third rule, at 0.864 an hour: 46.3 hours; at 0.36, 111 hours.
    assertThat(delay(clustered, "burn 14.4").byPolicy())
        .contains(Duration.ofSeconds((long) Math.ceil(40 / 0.864 * 3_600)));
    assertThat(delay(clustered, "burn 6").byPolicy()).isEmpty();
  }

  @Test
  void of_holdTime_isAdded() {
    AlertRule held =
        new AlertRule(
            Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 14.4, Duration.ofMinutes(2));
    Slo slo = slo("99.9%").alerting(AlertPolicy.of("mine", held)).build();

    assertThat(delay(Detectability.of(slo, 36_000, 36, 1), "outage").byPolicy())
        .contains(Duration.ofSeconds(52 + 120));
  }

  @Test
  void of_targetWithoutRoomForABurnRate_leavesItOut() {
    Slo slo = slo("90%").alerting(AlertPolicy.none()).build();

    Detectability detectability = Detectability.of(slo, 600, 60, 1);

    assertThat(detectability.delays())
        .extracting(Delay::label)
        .containsExactly("burn 2", "burn 6", "outage");
    assertThat(delay(detectability, "outage").burnRate()).isEqualTo(10);
    assertThat(detectability.delays()).allMatch(delay -> delay.byPolicy().isEmpty());
    assertThat(detectability.describe()).contains("outage never found (no method: under");
  }

  @Test
  void of_composite_hasNoBound() {
    Slo slo =
        slo("99.9%")
            .objective(Objective.availability("http", Target.of("99%")))
            .window(TimeWindow.parse("28d"))
            .build();

    Detectability detectability = Detectability.of(slo, 36_000, 36, 1);

    assertThat(delay(detectability, "outage").burnRate()).isEqualTo(1_100);
    assertThat(detectability.delays()).allMatch(delay -> delay.bound().isEmpty());
    assertThat(delay(detectability, "outage").byPolicy()).contains(Duration.ofSeconds(44));
  }
}
